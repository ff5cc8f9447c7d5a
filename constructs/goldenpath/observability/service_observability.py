"""Everything that makes a service seen."""

from collections.abc import Sequence
from typing import Protocol

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.canaries import JourneyCanary
from goldenpath.observability.dashboards.service_dashboard import ServiceDashboard
from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.observability.logs import ServiceLog, ServiceLogs
from goldenpath.observability.on_call import OnCall
from goldenpath.observability.severity import Severity
from goldenpath.observability.slo import ServiceObjectives
from goldenpath.observability.tracing import ServiceTracing
from goldenpath.service import ServiceSpec


class Observable(Protocol):
    """What a service that runs tells of itself, whatever runs it."""

    @property
    def version(self) -> str:
        """What tells its image from others, in short."""

    @property
    def signals(self) -> GoldenSignals:
        """How it does."""

    @property
    def log(self) -> ServiceLog:
        """Where its lines are."""

    @property
    def alarms(self) -> Sequence[cloudwatch.Alarm]:
        """What judges a release, and takes it back where the runtime can."""


class ServiceObservability(Construct):
    """Objectives with their alarms, log metrics and queries, a group of traces, and a dashboard of all that.

    The parts are there for themselves, too: :class:`ServiceObjectives`, :class:`ServiceLogs`,
    :class:`ServiceTracing`, :class:`ServiceDashboard`.

    Parameters
    ----------
    scope
        The construct it belongs to, in the service's stack.
    construct_id
        Its id in that scope.
    spec
        The service.
    service
        The same, as it runs.
    on_call
        Who is told when it breaks its promise.
    journeys
        Journeys that begin with it, whose alarms page together with its objectives'; none by default.
    callees
        What makes the services seen that it calls: while one of them pages, it does not; none by default.

    Attributes
    ----------
    spec, signals
        The service.
    objectives, logs, tracing, dashboard
        The parts.
    journeys
        As given.

    Examples
    --------
    >>> from goldenpath import EcsService, OnCall, ServiceObservability, ServiceSpec
    >>> def watch(service: EcsService, spec: ServiceSpec, on_call: OnCall) -> None:
    ...     ServiceObservability(service, "Observability", spec=spec, service=service, on_call=on_call)
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        service: Observable,
        on_call: OnCall,
        journeys: Sequence[JourneyCanary] = (),
        callees: Sequence["ServiceObservability"] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self.spec = spec
        self.signals = service.signals
        self.journeys = journeys
        self.objectives: ServiceObjectives = ServiceObjectives(
            self,
            "Objectives",
            spec=spec,
            signals=self.signals,
            release_alarms=service.alarms,
            actions=on_call.actions,
            journey_alarms=[journey.alarm for journey in journeys],
            callees=[callee.objectives for callee in callees],
        )
        self.logs = ServiceLogs(self, "Logs", spec=spec, log=service.log)
        self.tracing = ServiceTracing(self, "Tracing", spec=spec, topic=on_call.topics[Severity.TICKET])
        self.dashboard = ServiceDashboard(
            self,
            "Dashboard",
            spec=spec,
            version=service.version,
            signals=self.signals,
            objectives=self.objectives,
            logs=self.logs,
            release_alarms=service.alarms,
            journeys=journeys,
        )
