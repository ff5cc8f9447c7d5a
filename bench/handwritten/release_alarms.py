"""What takes a release back."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from bench.handwritten.metrics import MINUTE, Requests

_ERRORS_PERCENT = 1.44
_LATENCY_SECONDS = 0.3


class ReleaseAlarms(Construct):
    """Alarms on the worse of two versions."""

    def __init__(self, scope: Construct, construct_id: str, *, versions: Sequence[Requests]) -> None:
        super().__init__(scope, construct_id)
        errors: dict[str, cloudwatch.IMetric] = {}
        latency: dict[str, cloudwatch.IMetric] = {}
        unhealthy: dict[str, cloudwatch.IMetric] = {}
        for number, version in enumerate(versions):
            errors |= {f"r{number}": version.count(), f"e{number}": version.failed()}
            latency |= {f"r{number}": version.count(), f"l{number}": version.latency(99)}
            unhealthy[f"u{number}"] = version.unhealthy()
        self.alarms = [
            self._alarm("Errors", _ERRORS_PERCENT, "IF(r{0} >= 10, 100 * FILL(e{0}, 0) / r{0}, 0)", errors),
            self._alarm("Latency", _LATENCY_SECONDS, "IF(r{0} >= 100, l{0}, 0)", latency),
            self._alarm("Unhealthy", 0, "u{0}", unhealthy),
        ]

    def _alarm(
        self, name: str, threshold: float, term: str, metrics: dict[str, cloudwatch.IMetric]
    ) -> cloudwatch.Alarm:
        terms = ", ".join(term.format(number) for number in range(2))
        return cloudwatch.Alarm(
            self,
            name,
            metric=cloudwatch.MathExpression(
                expression=f"MAX([{terms}])", using_metrics=metrics, period=MINUTE
            ),
            threshold=threshold,
            evaluation_periods=3,
            datapoints_to_alarm=2,
        )
