"""What a person sees of the objectives' table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.observability.slo import command
from goldenpath.observability.slo.burn_rate_window import BURN_RATE_WINDOWS, SLO_PERIOD
from goldenpath.observability.slo.prediction import Prediction

DOCUMENT = Path(__file__).parents[4] / "docs" / "objectives.md"


def documented() -> list[tuple[str, str]]:
    """Read the commands in docs/objectives.md, each with the table that follows it."""
    _, *parts = DOCUMENT.read_text(encoding="utf-8").split("\npython -m goldenpath objectives")
    return [
        (part.splitlines()[0], "\n".join(line for line in part.splitlines() if line.startswith("|")))
        for part in parts
    ]


@pytest.mark.parametrize(("arguments", "table"), documented())
def test_documented_tables_are_what_is_printed(
    arguments: str, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command.run(arguments.split())

    assert table == "\n".join(line for line in capsys.readouterr().out.splitlines() if line.startswith("|"))


def test_the_documented_windows_are_those_that_services_get() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if " of the budget " in line and line.startswith("|")
    ]
    assert [(row[1], float(row[2]), row[5]) for row in rows] == [
        (str(window.severity), window.burn_rate, f"{window.budget_share:.0%}".replace("%", " %"))
        for window in BURN_RATE_WINDOWS
    ]


@given(bad_share=st.floats(0.0001, 1), budget=st.floats(0.0001, 0.5))
def test_people_are_told_before_the_budget_is_gone(bad_share: float, budget: float) -> None:
    told = Prediction.of(bad_share, budget=budget)
    if told.told_first is None:
        assert bad_share <= budget
        assert told.gone_after >= SLO_PERIOD * 0.999999
        return
    after = told.told_first.detects_after(bad_share=bad_share, budget=budget)
    assert after is not None
    assert after <= told.gone_after / 9.99


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--availability-percent", "100"], "availability_percent: should be less than 100, not 100"),
        (["--bad-percent", "0"], "--bad-percent should be above 0 and at most 100, not 0"),
        (["--bad-percent", "nan"], "--bad-percent should be above 0 and at most 100, not nan"),
    ],
)
def test_what_is_not_allowed_is_said_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        command.run(arguments)

    assert caught.value.code == 2
    assert sentence in capsys.readouterr().err
