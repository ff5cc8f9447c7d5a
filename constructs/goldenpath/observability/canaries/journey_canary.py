"""A canary that takes a journey."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_synthetics as synthetics
from constructs import Construct

from goldenpath.observability.alarms import AlarmNotice, OwnedAlarm, alarm_name
from goldenpath.observability.alarms.acting import Acting
from goldenpath.observability.canaries.canary_bucket import KEPT
from goldenpath.observability.canaries.canary_role import canary_role
from goldenpath.observability.canaries.journey import Journey
from goldenpath.observability.environment_name import named_within
from goldenpath.observability.severity import Severity
from goldenpath.service import ServiceSpec

# The library's newest constant, 7.0, is of 2025. Synthetics refuses new canaries on runtimes that have ended.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_python_selenium.html
_RUNTIME = synthetics.Runtime("syn-python-selenium-14.0", synthetics.RuntimeFamily.PYTHON)

_PERIODS, _FAILURES = 3, 2
_ALL_PERCENT = 100
PART_OF_A_PAGE = "the page for the burn rate of the service's budget, which it is part of"


class JourneyCanary(Construct):
    """A journey through a service, tried every few minutes, and an alarm when it fails twice in three tries.

    A try that is missing has failed. So the alarm also fires when the canary itself has stopped, and once
    when it is made, until two tries were good.

    Its log group takes the key and the end that are given here, since the canary may not make one itself; the
    lines from before it is there are in the bucket alone.

    Parameters
    ----------
    scope
        The construct it belongs to, in the service's stack.
    construct_id
        Its id in that scope.
    spec
        The service that the journey begins with.
    journey
        What is tried.
    bucket
        Where it writes down what it saw, in the same stack.
    log_key
        Key that its log is encrypted with.
    acting
        What is told when the journey fails, and when it works again. By default the service's page is, which
        :class:`ServiceObservability` makes it part of.
    severity
        How urgent that is.
    log_retention
        How long its log is kept; one month by default.

    Attributes
    ----------
    name
        The journey's.
    canary, role, log_group, alarm
        What it is made of.

    Examples
    --------
    >>> from pathlib import Path
    >>> from aws_cdk import aws_kms as kms
    >>> from goldenpath import (
    ...     CanaryBucket, Journey, JourneyCanary, OnCall, ServiceObservability, ServiceRuntime, ServiceSpec
    ... )
    >>> from constructs import Construct
    >>> def try_out(
    ...     scope: Construct, service: ServiceRuntime, spec: ServiceSpec, seen: CanaryBucket, key: kms.IKey,
    ...     on_call: OnCall,
    ... ) -> None:
    ...     journey = Journey(
    ...         name="browse", code=Path("docker/canaries"), handler="canary.handler",
    ...         environment={"JOURNEY": "browse", "SHOP_URL": service.url},
    ...     )
    ...     browse = JourneyCanary(scope, "Browse", spec=spec, journey=journey, bucket=seen, log_key=key)
    ...     ServiceObservability(
    ...         scope, "Observability", spec=spec, service=service, on_call=on_call, journeys=[browse]
    ...     )

    References
    ----------
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        journey: Journey,
        bucket: s3.IBucket,
        log_key: kms.IKey,
        acting: Acting = PART_OF_A_PAGE,
        severity: Severity = Severity.PAGE,
        log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
    ) -> None:
        super().__init__(scope, construct_id)
        name = f"{named_within(self, spec.name, delimiter='-')}-{journey.name}".lower()
        self.name = journey.name
        self._every = Duration.seconds(journey.every.total_seconds())
        self.role = canary_role(self, name, bucket=bucket, prefix=name)
        self.canary = self._canary(name, journey, bucket)
        self.log_group = logs.LogGroup(
            self,
            "LogGroup",
            log_group_name=f"/aws/lambda/cwsyn-{name}-{self.canary.canary_id}",
            encryption_key=log_key,
            retention=log_retention,
        )
        self.alarm = self._alarm(spec, journey, severity, acting)

    @property
    def success_percent(self) -> cloudwatch.IMetric:
        """How many of its tries succeed, in percent."""
        return self.canary.metric_success_percent(statistic=cloudwatch.Stats.AVERAGE, period=self._every)

    @property
    def duration_ms(self) -> cloudwatch.IMetric:
        """How long a try takes, in milliseconds."""
        return self.canary.metric_duration(statistic=cloudwatch.Stats.AVERAGE, period=self._every)

    def _canary(self, name: str, journey: Journey, bucket: s3.IBucket) -> synthetics.Canary:
        return synthetics.Canary(
            self,
            "Canary",
            canary_name=name,
            runtime=_RUNTIME,
            test=synthetics.Test.custom(
                code=synthetics.Code.from_asset(str(journey.code), exclude=["tests", "**/__pycache__"]),
                handler=journey.handler,
            ),
            environment_variables=journey.environment,
            schedule=synthetics.Schedule.rate(self._every),
            timeout=Duration.seconds(journey.timeout.total_seconds()),
            role=self.role,
            artifacts_bucket_location=synthetics.ArtifactsBucketLocation(bucket=bucket, prefix=name),
            success_retention_period=KEPT,
            failure_retention_period=KEPT,
            provisioned_resource_cleanup=True,
        )

    def _alarm(self, spec: ServiceSpec, journey: Journey, severity: Severity, acting: Acting) -> OwnedAlarm:
        return OwnedAlarm(
            self,
            "Fails",
            notice=AlarmNotice.of(
                spec,
                meaning=f"The journey {journey.name} through {spec.name} failed {_FAILURES} of its last "
                f"{_PERIODS} tries, or was not tried",
                severity=severity,
            ),
            alarm_name=alarm_name(self, service=spec.name, what=f"journey-{journey.name}"),
            acting=acting,
            metric=self.success_percent,
            threshold=_ALL_PERCENT,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
            evaluation_periods=_PERIODS,
            datapoints_to_alarm=_FAILURES,
            treat_missing_data=cloudwatch.TreatMissingData.BREACHING,
        )
