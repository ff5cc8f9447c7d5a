import time

from rich.console import Console

from local.assembly import Stack
from local.reporting.progress import StackProgress

STACKS = [
    Stack(name="local-Data", path="local/Data", resources={"A": {}, "B": {}}),
    Stack(name="local-Shop", path="local/Shop", resources={"C": {}}),
]
DEPLOYED = [
    "local/Data (local-Data): deploying... [1/2]",
    "local-Data | 1/2 | 6:14:28 AM | CREATE_COMPLETE | AWS::SNS::Topic | A",
    " ✅  local/Data (local-Data)",
    "local/Other (local-Other): deploying... [1/2]",
    "❌  local-Shop failed to deploy",
]


def shown(lines: list[str], *, is_terminal: bool, is_destroying: bool = False) -> tuple[str, StackProgress]:
    console = Console(force_terminal=is_terminal, width=120, color_system=None)
    progress = StackProgress(console, STACKS, time.monotonic(), is_destroying=is_destroying)
    with console.capture() as capture, progress:
        for line in lines:
            progress.read(line)
    return capture.get(), progress


def test_without_a_terminal_each_finished_stack_is_a_line() -> None:
    text, _ = shown(DEPLOYED, is_terminal=False)
    assert [line.split("] ")[1] for line in text.splitlines()] == [
        "local/Data: deployed (2 resources, stack 1 of 2)",
        "local/Shop: FAILED (1 resources, stack 1 of 2)",
    ]


def test_a_terminal_sees_bars_with_resources_and_time() -> None:
    text, _ = shown(DEPLOYED[:2], is_terminal=True)
    assert "local/Data" in text
    assert "1/2" in text
    assert "deploying" in text
    assert "0:00:0" in text


def test_a_destruction_is_not_called_a_deployment() -> None:
    text, _ = shown([" ✅  local/Data (local-Data): destroyed"], is_terminal=False, is_destroying=True)
    assert "local/Data: destroyed" in text


def test_only_when_every_stack_is_unchanged_all_is() -> None:
    unchanged = [f" ✅  {stack.path} ({stack.name}) (no changes)" for stack in STACKS]
    assert not shown(unchanged[:1], is_terminal=False)[1].all_unchanged
    assert shown(unchanged, is_terminal=False)[1].all_unchanged
