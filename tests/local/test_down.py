from local.assembly import Stack
from local.down import left_over
from local.reporting.ledger import Resource


def resource(logical_id: str) -> Resource:
    return Resource(
        stack="local-Data", logical_id=logical_id, type="AWS::S3::Bucket", physical_id="b", how="emulated"
    )


def test_what_a_template_keeps_is_not_left_over() -> None:
    described = {"Kept": {"DeletionPolicy": "Retain"}, "Left": {"DeletionPolicy": "Delete"}}
    stack = Stack(name="local-Data", path="local/Data", resources=described)
    kept, left = left_over([resource("Kept"), resource("Left"), resource("Unknown")], [stack])
    assert [item.logical_id for item in kept] == ["Kept"]
    assert [item.logical_id for item in left] == ["Left", "Unknown"]
