import json
from collections import Counter
from pathlib import Path

from local.reporting.ledger import counts, fold, read_resources


def action(
    logical_id: str, what: str, *, physical_id: str = "id", stack: str = "local-Shop", **more: str
) -> str:
    line = {"stack": stack, "logical_id": logical_id, "action": what, "physical_id": physical_id}
    return json.dumps({"type": "AWS::SNS::Topic", "how": "emulated", **line, **more})


def test_the_last_action_on_a_resource_counts() -> None:
    lines = [action("A", "create"), action("A", "update", how="recorded"), action("B", "create")]
    assert [(item.logical_id, item.how) for item in fold(lines)] == [("A", "recorded"), ("B", "emulated")]


def test_what_was_deleted_is_gone() -> None:
    assert fold([action("A", "create"), action("A", "delete")]) == []


def test_a_replacement_survives_the_deletion_of_what_it_replaced() -> None:
    lines = [
        action("A", "create", physical_id="old"),
        action("A", "update", physical_id="new"),
        action("A", "delete", physical_id="old"),
    ]
    assert [item.physical_id for item in fold(lines)] == ["new"]


def test_a_half_written_line_and_the_bootstrap_are_left_out() -> None:
    lines = [action("A", "create", stack="CDKToolkit"), action("B", "create"), '{"stack": "local-Sh']
    assert [item.logical_id for item in fold(lines)] == ["B"]


def test_no_ledger_means_no_resources(tmp_path: Path) -> None:
    assert read_resources(tmp_path / "none.jsonl") == []


def test_resources_are_counted_by_type_and_level(tmp_path: Path) -> None:
    ledger = tmp_path / "resources.jsonl"
    lines = [
        action("A", "create"),
        action("B", "create", how="recorded"),
        action("C", "create", type="AWS::EC2::EIP", how="recorded"),
    ]
    ledger.write_text("\n".join(lines), encoding="utf-8")
    assert counts(read_resources(ledger)) == {
        "AWS::EC2::EIP": Counter(recorded=1),
        "AWS::SNS::Topic": Counter(emulated=1, recorded=1),
    }
