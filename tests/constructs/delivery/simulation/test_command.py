"""What a person sees of the simulator."""

import subprocess
import sys
from pathlib import Path

import pytest

from goldenpath.delivery.simulation import command, plot

ROOT = Path(__file__).parents[4]
DOCUMENT = ROOT / "docs" / "strategies.md"


def test_the_four_strategies_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    command.run([])

    title, _, *table = capsys.readouterr().out.splitlines()
    assert title == "A new version with 50 % errors, 100 requests a second, 99.9 % promised"
    assert [line.split("|")[1].strip() for line in table[2:]] == [
        "rolling",
        "blue-green, bake 5 min",
        "canary 10 %, bake 5 min",
        "linear 10 % every 1 min, bake 5 min",
    ]
    assert len({len(line) for line in table}) == 1


def documented() -> list[tuple[str, str]]:
    """Read the commands in docs/strategies.md, each with the table that follows it."""
    _, *parts = DOCUMENT.read_text(encoding="utf-8").split("\npython -m goldenpath simulate")
    return [
        (part.splitlines()[0], "\n".join(line for line in part.splitlines() if line.startswith("|")))
        for part in parts
    ]


@pytest.mark.parametrize(("arguments", "table"), documented())
def test_documented_tables_are_what_is_printed(
    arguments: str, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command.run([word for word in arguments.split() if not word.startswith(("--plot", "docs/"))])

    assert table == "\n".join(line for line in capsys.readouterr().out.splitlines() if line.startswith("|"))


@pytest.mark.parametrize("suffix", plot.FORMATS)
def test_curves_are_drawn(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / f"curves{suffix}"

    command.run(["--slow-ms", "900", "--plot", str(file)])

    assert "answers of 900 ms" in capsys.readouterr().out
    start = file.read_bytes()[:5]
    assert start.startswith(b"\x89PNG" if suffix == ".png" else b"<?xml")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--strategy", "magic"],
            "--strategy should be one of rolling, blue-green, canary, linear, not magic",
        ),
        (["--strategy", "canary:speed=3"], "--strategy canary has no such setting: speed=3"),
        (
            ["--strategy", "canary:percent=x"],
            "--strategy takes whole numbers, as in canary:percent=10,bake=5",
        ),
        (["--strategy", "canary:percent=0"], "percent: should be greater than or equal to 1, not 0"),
        (["--strategy", "canary:bake=2"], "A bake of 2 min ends before the rollback alarms can ever fire"),
        (["--availability-percent", "100"], "availability_percent: should be less than 100, not 100"),
        (["--plot", "curves.pdf"], "should end with .png or .svg, not curves.pdf"),
    ],
)
def test_what_is_not_allowed_is_said_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        command.run(arguments)

    assert caught.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_plot_that_cannot_be_written_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.run(["--plot", "/no/such/folder/curves.svg"])

    assert caught.value.code == "/no/such/folder/curves.svg cannot be written: No such file or directory"
    assert "canary" in capsys.readouterr().out


def test_the_library_is_a_command() -> None:
    arguments = [sys.executable, "-m", "goldenpath"]
    simulated = subprocess.run([*arguments, "simulate"], capture_output=True, text=True, check=False)
    unknown = subprocess.run([*arguments, "levitate"], capture_output=True, text=True, check=False)

    assert "canary" in simulated.stdout
    assert (simulated.returncode, unknown.returncode) == (0, 1)
    assert unknown.stderr.startswith("usage: python -m goldenpath <")
