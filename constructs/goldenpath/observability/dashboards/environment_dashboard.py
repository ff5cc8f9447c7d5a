"""The dashboard of an environment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.grid import GRAPH_HEIGHT, THIRD, WHOLE
from goldenpath.observability.dashboards.objective_widgets import BURN_RATE_PERIOD, current_burn_rate
from goldenpath.observability.dashboards.offenders import worst
from goldenpath.observability.dashboards.signal_widgets import error_percent, latency_ms
from goldenpath.observability.environment_name import environment_name, named_within
from goldenpath.observability.metric_parts import labelled, under_prefix
from goldenpath.observability.slo import SLO_PERIOD, Objective, error_budget_left

if TYPE_CHECKING:
    from goldenpath.observability.service_observability import ServiceObservability

_NAME = "overview"
_MOST_ALARMS = 100
"""Of one widget: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"""
_ALARMS_IN_A_ROW = 6
_SERVICE_HEIGHT = 4
_ALL_PERCENT = 100
_MINUTE = Duration.minutes(1)


class EnvironmentDashboard(cloudwatch.Dashboard):
    """How all services of an environment do, at a glance.

    - The alarms that tell people, of all services.
    - The services that do worst: whose budget burns fastest, which fail most, which are slowest against
      their promise, which are fullest. Five of each, so that it is the same with a hundred services.
    - What is left of each error budget.
    - Each service in numbers, with a way to its own dashboard.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack that is deployed after the services'.
    construct_id
        Its id in that scope.
    services
        What makes the services seen.

    Examples
    --------
    >>> from goldenpath import EnvironmentDashboard, ServiceObservability
    >>> from constructs import Construct
    >>> def show(scope: Construct, *services: ServiceObservability) -> None:
    ...     EnvironmentDashboard(scope, "Overview", services=services)
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, services: Sequence["ServiceObservability"]
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            dashboard_name=named_within(scope, _NAME, delimiter="-"),
            default_interval=Duration.hours(3),
            period_override=cloudwatch.PeriodOverride.INHERIT,
            widgets=[
                [_header(scope, services)],
                *([widget] for widget in _alarms(services)),
                _offenders(services),
                [_budgets(services)],
                *_numbers(services),
            ],
        )


def _header(scope: Construct, services: Sequence["ServiceObservability"]) -> cloudwatch.TextWidget:
    names = [named_within(each, each.spec.name, delimiter="-") for each in services]
    names.append(named_within(scope, "platform", delimiter="-"))
    links = " · ".join(f"[{name}](#dashboards:name={name})" for name in names)
    return cloudwatch.TextWidget(
        markdown=f"## {environment_name(scope) or 'Services'}\n{links}", width=WHOLE, height=2
    )


def _alarms(services: Sequence["ServiceObservability"]) -> list[cloudwatch.IWidget]:
    alarms: list[cloudwatch.IAlarm] = [
        alarm
        for each in services
        for alarm in (
            *each.objectives.alarms,
            each.objectives.gate,
            *(journey.alarm for journey in each.journeys),
        )
    ]
    return [
        cloudwatch.AlarmStatusWidget(
            title="Alarms",
            alarms=some,
            sort_by=cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
            width=WHOLE,
            height=1 + -(-len(some) // _ALARMS_IN_A_ROW),
        )
        for start in range(0, len(alarms), _MOST_ALARMS)
        for some in [alarms[start : start + _MOST_ALARMS]]
    ]


def _offenders(services: Sequence["ServiceObservability"]) -> list[cloudwatch.IWidget]:
    return [
        worst(
            "Budget burns fastest, times",
            {each.spec.name: _burning(each) for each in services},
            period=BURN_RATE_PERIOD,
        ),
        worst("Fails most, in %", {each.spec.name: error_percent(each.signals) for each in services}),
        worst("Slowest, in % of what is promised", {each.spec.name: _slowness(each) for each in services}),
        worst("Fullest, in %", {each.spec.name: each.signals.saturation for each in services}),
    ]


def _burning(service: "ServiceObservability") -> cloudwatch.MathExpression:
    objectives = service.objectives.objectives
    rates: dict[str, cloudwatch.IMetric] = {each.name: current_burn_rate(each) for each in objectives}
    return cloudwatch.MathExpression(
        expression=f"MAX([{', '.join(rates)}])", using_metrics=rates, period=BURN_RATE_PERIOD
    )


def _slowness(service: "ServiceObservability") -> cloudwatch.MathExpression:
    slo = service.spec.slo
    return cloudwatch.MathExpression(
        expression=f"{_ALL_PERCENT} * took / {slo.latency_ms}",
        using_metrics={"took": latency_ms(service.signals, slo.latency_percentile)},
        period=_MINUTE,
    )


def _budgets(services: Sequence["ServiceObservability"]) -> cloudwatch.IWidget:
    return cloudwatch.GraphWidget(
        title=f"Error budget of {SLO_PERIOD.days} days that is left, in %",
        view=cloudwatch.GraphWidgetView.BAR,
        left=[_budget(each, objective) for each in services for objective in each.objectives.objectives],
        left_y_axis=cloudwatch.YAxisProps(min=-_ALL_PERCENT, max=_ALL_PERCENT, show_units=False),
        start=f"-P{SLO_PERIOD.days}D",
        end="P0D",
        width=WHOLE,
        height=GRAPH_HEIGHT,
    )


def _budget(service: "ServiceObservability", objective: Objective) -> cloudwatch.IMetric:
    name = service.spec.name
    left = under_prefix(error_budget_left(objective), f"{name.replace('-', '_')}_{objective.name}_")
    return labelled(left, f"{name}: {objective.name}")


def _numbers(services: Sequence["ServiceObservability"]) -> list[list[cloudwatch.IWidget]]:
    widgets: list[cloudwatch.IWidget] = [_in_numbers(each) for each in services]
    in_a_row = WHOLE // THIRD
    return [widgets[start : start + in_a_row] for start in range(0, len(widgets), in_a_row)]


def _in_numbers(service: "ServiceObservability") -> cloudwatch.IWidget:
    signals, percentile = service.signals, service.spec.slo.latency_percentile
    return cloudwatch.SingleValueWidget(
        title=service.spec.name,
        metrics=[
            labelled(signals.requests, "requests/min", palette.TRAFFIC),
            labelled(error_percent(signals), "failed %", palette.BAD),
            labelled(latency_ms(signals, percentile), f"p{percentile:g} ms", palette.SLOW),
            labelled(signals.copies, "copies", palette.GOOD),
        ],
        sparkline=True,
        width=THIRD,
        height=_SERVICE_HEIGHT,
    )
