"""The library's defaults are what the simulation chooses by the rules that docs/strategies.md gives."""

from datetime import timedelta

from goldenpath import DeployStrategy, Slo
from goldenpath.delivery import Fault, Traffic, compare, rollback_alarms, simulate
from goldenpath.observability import Evaluation
from goldenpath.service import Canary

BUSY = Traffic(requests_per_second=100)
BROKEN = Fault.errors(100)
MOST_BUDGET_PERCENT = 1


def is_back_before_all_moves(strategy: Canary) -> bool:
    back = simulate(strategy, BUSY, BROKEN, rollback_alarms(Slo(), strategy)).traffic_back_at_seconds
    return back is not None and back < strategy.shifts[-1].after.total_seconds()


def test_the_bake_is_the_shortest_in_which_alarms_look_as_long_as_they_should() -> None:
    bakes = [timedelta(minutes=minutes) for minutes in range(3, 30)]

    chosen = next(
        bake
        for bake in bakes
        if Evaluation.within(bake) == Evaluation.within(None)
        and is_back_before_all_moves(DeployStrategy.canary(bake=bake))
    )

    assert DeployStrategy.canary().bake == chosen
    assert DeployStrategy.blue_green().bake == chosen
    assert DeployStrategy.linear().bake == chosen


def test_the_share_is_the_largest_that_spends_at_most_a_hundredth_of_the_budget() -> None:
    chosen = max(
        percent
        for percent in range(5, 100, 5)
        if compare([DeployStrategy.canary(percent=percent)], BUSY, BROKEN, Slo())[0].budget_percent
        <= MOST_BUDGET_PERCENT
    )

    assert DeployStrategy.canary().percent == chosen


def test_steps_of_a_minute_cost_less_than_a_quarter_of_moving_everything_at_once() -> None:
    linear, blue_green = compare([DeployStrategy.linear(), DeployStrategy.blue_green()], BUSY, BROKEN, Slo())

    assert DeployStrategy.linear().interval == timedelta(minutes=1)  # the least that load balancers report
    assert linear.outcome.failed_requests < blue_green.outcome.failed_requests / 4
