"""The dashboard of one service."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.canaries import JourneyCanary
from goldenpath.observability.dashboards import log_widgets, objective_widgets, palette, signal_widgets
from goldenpath.observability.dashboards.grid import GRAPH_HEIGHT, HALF, THIRD, WHOLE
from goldenpath.observability.environment_name import named_within
from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.observability.logs import ServiceLogs
from goldenpath.observability.metric_parts import labelled
from goldenpath.observability.slo import ServiceObjectives
from goldenpath.service import ServiceSpec

_HEADER_HEIGHT = 2
_ALARMS_WIDTH = WHOLE - THIRD - 8
_LOG_HEIGHT = 7


class ServiceDashboard(cloudwatch.Dashboard):
    """What people on call look at when an alarm of a service fires, in the order in which they ask.

    - Whose it is, and where its runbook, traces, logs and objectives are.
    - *Is a promise at stake?* The alarms, what is left of each error budget, how fast it goes.
    - *What do users see?* Requests, failures and latency, each beside what is promised, and when copies
      started: a release starts them all anew.
    - *Can it carry that?* Processors, memory, copies; and which versions run, since when.
    - *Does a journey through it work?* Where there are canaries.
    - *Why?* Errors in the log, and the routes that fail most.

    It begins with the last three hours. Its name is that of the environment and the service.

    Parameters
    ----------
    scope
        The construct it belongs to, in the service's stack.
    construct_id
        Its id in that scope.
    spec
        The service.
    version
        What is deployed with it, in short: its ``version``.
    signals
        How it does: its ``signals``.
    objectives
        What it promises.
    logs
        What its log says.
    release_alarms
        What judges its releases: its ``alarms``.
    journeys
        Journeys that begin with it.

    Examples
    --------
    >>> from goldenpath import EcsService, ServiceDashboard, ServiceLogs, ServiceObjectives, ServiceSpec
    >>> def show(
    ...     service: EcsService, spec: ServiceSpec, objectives: ServiceObjectives, logs: ServiceLogs
    ... ) -> None:
    ...     ServiceDashboard(
    ...         service, "Dashboard", spec=spec, version=service.version, signals=service.signals,
    ...         objectives=objectives, logs=logs, release_alarms=service.alarms,
    ...     )

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        version: str,
        signals: GoldenSignals,
        objectives: ServiceObjectives,
        logs: ServiceLogs,
        release_alarms: Sequence[cloudwatch.IAlarm] = (),
        journeys: Sequence[JourneyCanary] = (),
    ) -> None:
        name = named_within(scope, spec.name, delimiter="-")
        alarms = [
            *objectives.alarms,
            objectives.gate,
            *release_alarms,
            *(journey.alarm for journey in journeys),
        ]
        super().__init__(
            scope,
            construct_id,
            dashboard_name=name,
            default_interval=Duration.hours(3),
            period_override=cloudwatch.PeriodOverride.INHERIT,
            widgets=[
                [_header(spec, version, name, Stack.of(scope).region)],
                [
                    cloudwatch.AlarmStatusWidget(
                        title="Alarms",
                        alarms=alarms,
                        sort_by=cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
                        width=_ALARMS_WIDTH,
                        height=GRAPH_HEIGHT,
                    ),
                    *objective_widgets.budget_gauges(objectives.objectives),
                    objective_widgets.burn_rates(objectives.objectives),
                ],
                [
                    signal_widgets.traffic(signals, logs.starts),
                    signal_widgets.errors(signals, spec.slo),
                    signal_widgets.latency(signals, spec.slo),
                ],
                [
                    signal_widgets.saturation(signals, spec.scaling),
                    signal_widgets.copies(signals, spec.scaling),
                    log_widgets.log_table(
                        logs, "versions", title="Versions that started", width=THIRD, height=GRAPH_HEIGHT
                    ),
                ],
                *_journeys(journeys),
                [
                    log_widgets.log_table(
                        logs, "errors", title="Errors in the log", width=WHOLE, height=_LOG_HEIGHT
                    )
                ],
                [
                    log_widgets.log_table(
                        logs, "failing routes", title="Routes that fail", width=THIRD, height=GRAPH_HEIGHT
                    ),
                    log_widgets.log_table(
                        logs,
                        "slow requests",
                        title="Slow requests",
                        width=WHOLE - THIRD,
                        height=GRAPH_HEIGHT,
                    ),
                ],
            ],
        )


def _header(spec: ServiceSpec, version: str, name: str, region: str) -> cloudwatch.TextWidget:
    slo = spec.slo
    traces = quote(f'service("{spec.name}")', safe="")
    links = {
        "Runbook": spec.runbook,
        "Traces": f"https://{region}.console.aws.amazon.com/xray/home?region={region}#/traces?timeRange=PT1H&filter={traces}",
        "Logs": "#logsV2:logs-insights",
        "Objectives": "#application-signals:slos",
        "Alarms": f"#alarmsV2:?search={quote(name)}",
    }
    return cloudwatch.TextWidget(
        markdown=f"## {name}\n"
        f"Owner: **{spec.owner}**. Promise: **{slo.availability_percent:g} %** of requests succeed, "
        f"**{slo.latency_percentile:g} %** are answered within **{slo.latency_ms} ms**. "
        f"Deployed: **{version}**. "
        + " · ".join(f"[{title}]({address})" for title, address in links.items()),
        width=WHOLE,
        height=_HEADER_HEIGHT,
    )


def _journeys(journeys: Sequence[JourneyCanary]) -> Iterator[list[cloudwatch.IWidget]]:
    if not journeys:
        return
    succeeded = [
        labelled(journey.success_percent, journey.name, palette.GOOD if len(journeys) == 1 else None)
        for journey in journeys
    ]
    took = [labelled(journey.duration_ms, journey.name) for journey in journeys]
    axis = cloudwatch.YAxisProps(min=0, show_units=False)
    yield [
        cloudwatch.GraphWidget(title=title, left=metrics, left_y_axis=axis, width=HALF, height=GRAPH_HEIGHT)
        for title, metrics in (
            ("Journeys that work, in %", succeeded),
            ("Journeys' time in ms", took),
        )
    ]
