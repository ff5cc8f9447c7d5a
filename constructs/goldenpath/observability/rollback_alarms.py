"""The alarms that take a release back."""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms import AlarmNotice, OwnedAlarm, alarm_name
from goldenpath.observability.evaluation import Evaluation
from goldenpath.observability.golden_signals import RequestSignals
from goldenpath.observability.rollback_limits import RollbackLimits
from goldenpath.observability.severity import Severity
from goldenpath.service import ServiceSpec

_PERIOD = Duration.minutes(1)
_ALL_PERCENT = 100
_NAMES = {"Errors": "errors", "Latency": "latency", "UnhealthyCopies": "unhealthy-copies"}
_RELEASE = "what acts on it is the release that watches it, and nothing between releases"


class RollbackAlarms(Construct):
    """Alarms on what a release may do to a service's users, made from what the service promises.

    A new version gets little traffic at first, beside an old one that does well. So each of the two is judged
    for itself, and an alarm sees the worse one.

    - *Errors*: the share of requests that fail, above 14.4 times the error budget [1]_, and at most above
      10 %; with at least 10 requests in a minute.
    - *Latency*: the promised percentile above the promised time; with at least as many requests in a minute
      as the percentile needs to mean more than the slowest one (100 for the 99th).
    - *Unhealthy copies*: any copy that fails its health checks.

    Minutes without requests are good ones. The people on call are told by alarms of their own.

    Parameters
    ----------
    scope
        The release.
    construct_id
        Its id in that scope.
    spec
        The service; its ``slo``, ``owner`` and ``runbook`` count here.
    versions
        The signals of each place where a version of the service may stand.
    unhealthy_copies
        How many copies fail their health checks, for each of these places; none where nobody reports it,
        which leaves that alarm out.
    bake
        How long a release waits for the alarms. Without it, as for a rolling release, ECS computes it.
    consequence
        What follows when an alarm fires, where nothing takes the release back: then these alarms have to tell
        someone, by an action that is added to each. That the release is taken back, by default.

    Attributes
    ----------
    alarms
        The alarms.

    Raises
    ------
    ValueError
        If an alarm could not fire within the bake.

    References
    ----------
    .. [1] Two percent of a month's budget in an hour:
       https://sre.google/workbook/alerting-on-slos/#5-multiple-burn-rate-alerts
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        versions: Sequence[RequestSignals],
        unhealthy_copies: Sequence[cloudwatch.IMetric],
        bake: timedelta | None,
        consequence: str | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        self._spec = spec
        self._consequence = consequence or f"a release of {spec.name} is taken back"
        self._acting = None if consequence else _RELEASE
        self._evaluation = Evaluation.within(bake)
        limits = RollbackLimits.of(spec.slo)
        self.alarms: list[cloudwatch.Alarm] = [
            self._alarm(
                "Errors",
                f"More than {limits.errors_percent:g} % of the requests to a version fail",
                _worst([_error_percent(signals, limits) for signals in versions]),
                limits.errors_percent,
            ),
            self._alarm(
                "Latency",
                f"The p{limits.latency_percentile:g} latency of a version is above {limits.latency_ms} ms",
                _worst([_latency(signals, limits) for signals in versions]),
                limits.latency_ms / 1000,
            ),
        ]
        if unhealthy_copies:
            self.alarms.append(self._unhealthy(unhealthy_copies))

    def _unhealthy(self, unhealthy_copies: Sequence[cloudwatch.IMetric]) -> OwnedAlarm:
        return self._alarm(
            "UnhealthyCopies",
            "A copy of a version fails its health checks",
            _worst([_Term("unhealthy", {"unhealthy": metric}) for metric in unhealthy_copies]),
            0,
        )

    def _alarm(
        self, construct_id: str, meaning: str, metric: cloudwatch.IMetric, threshold: float
    ) -> OwnedAlarm:
        return OwnedAlarm(
            self,
            construct_id,
            notice=AlarmNotice.of(
                self._spec, meaning=f"{meaning}: {self._consequence}", severity=Severity.TICKET
            ),
            alarm_name=alarm_name(self, service=self._spec.name, what=f"release-{_NAMES[construct_id]}"),
            acting=self._acting,
            metric=metric,
            threshold=threshold,
            evaluation_periods=self._evaluation.periods,
            datapoints_to_alarm=self._evaluation.datapoints,
        )


class _Term:
    """An expression on one version's metrics, under names that are its own."""

    def __init__(self, expression: str, metrics: dict[str, cloudwatch.IMetric]) -> None:
        self.expression = expression
        self.metrics = metrics

    def numbered(self, number: int) -> "_Term":
        """Give every metric a name with a number."""
        expression = self.expression
        for name in self.metrics:
            expression = expression.replace(name, f"{name}{number}")
        return _Term(expression, {f"{name}{number}": metric for name, metric in self.metrics.items()})


def _error_percent(signals: RequestSignals, limits: RollbackLimits) -> _Term:
    share = f"{_ALL_PERCENT} * FILL(errors, 0) / requests"
    return _Term(
        f"IF(requests >= {limits.errors_fewest_requests}, {share}, 0)",
        {"requests": signals.requests, "errors": signals.errors},
    )


def _latency(signals: RequestSignals, limits: RollbackLimits) -> _Term:
    return _Term(
        f"IF(requests >= {limits.latency_fewest_requests}, latency, 0)",
        {"requests": signals.requests, "latency": signals.latency(limits.latency_percentile)},
    )


def _worst(terms: Sequence[_Term]) -> cloudwatch.MathExpression:
    numbered = [term.numbered(number) for number, term in enumerate(terms, start=1)]
    return cloudwatch.MathExpression(
        expression=f"MAX([{', '.join(term.expression for term in numbered)}])",
        using_metrics={name: metric for term in numbered for name, metric in term.metrics.items()},
        period=_PERIOD,
    )
