import pytest

from local.reporting.activity import Activity, cause, parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("local/Shop (local-Shop): deploying... [4/4]", Activity(stack="local-Shop", state="started")),
        ("local/Shop (local-Shop): destroying... [1/4]", Activity(stack="local-Shop", state="started")),
        (
            "local-Shop |  3/12 | 6:14:28 AM | CREATE_COMPLETE   | AWS::IAM::Role | local/Shop/Role (Role)",
            Activity(stack="local-Shop", state="resource", done=3, total=12),
        ),
        (" ✅  local/Shop (local-Shop)", Activity(stack="local-Shop", state="finished")),
        (" ✅  local/Shop (local-Shop) (no changes)", Activity(stack="local-Shop", state="unchanged")),
        (" ✅  local/Shop (local-Shop): destroyed", Activity(stack="local-Shop", state="finished")),
        ("❌  local-Shop failed to deploy", Activity(stack="local-Shop", state="failed")),
        (
            "❌  local-Shop failed: ValidationError: no such type",
            Activity(stack="local-Shop", state="failed"),
        ),
        ("✨  Deployment time: 0.1s", None),
        ("local-Shop: creating CloudFormation changeset...", None),
    ],
)
def test_a_line_of_the_cli_tells_where_a_stack_is(line: str, expected: Activity | None) -> None:
    assert parse(line) == expected


def test_an_image_that_cannot_be_built_shows_the_builders_words() -> None:
    lines = [*map(str, range(20)), "pip: no such package", "local-Shop: fail: build exited with 1", *"abc"]
    assert cause(lines) == [
        *map(str, range(13, 20)),
        "pip: no such package",
        "local-Shop: fail: build exited with 1",
    ]


def test_any_other_failure_shows_the_end() -> None:
    assert cause([*map(str, range(20))]) == [*map(str, range(5, 20))]
