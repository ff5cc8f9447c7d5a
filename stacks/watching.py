"""What watches over each service of an environment."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from aws_cdk import aws_kms as kms
from constructs import Construct

from goldenpath import (
    CanaryBucket,
    Journey,
    JourneyCanary,
    OnCall,
    ServiceObservability,
    ServiceRuntime,
    ServiceSpec,
)
from stacks.retention import log_retention
from stacks.settings import EnvironmentSettings

_JOURNEYS = Path("docker/canaries")


class Watching:
    """Objectives, alarms, traces, logs, canaries and a dashboard for each service.

    Parameters
    ----------
    settings
        The environment's settings.
    on_call
        Who is told.
    log_key
        Key that the canaries' logs are encrypted with.
    """

    def __init__(self, *, settings: EnvironmentSettings, on_call: OnCall, log_key: kms.IKey) -> None:
        self._settings = settings
        self._on_call = on_call
        self._log_key = log_key
        self._watched: dict[ServiceRuntime, ServiceObservability] = {}

    @property
    def services(self) -> Sequence[ServiceObservability]:
        """What is watched so far."""
        return tuple(self._watched.values())

    def watch(
        self,
        scope: Construct,
        *,
        spec: ServiceSpec,
        service: ServiceRuntime,
        journeys: Sequence[str],
        callees: Sequence[ServiceRuntime],
    ) -> None:
        """Watch over a service.

        Parameters
        ----------
        scope
            The service's stack.
        spec
            What it is and promises.
        service
            The same, as it runs.
        journeys
            Journeys of ``docker/canaries`` that begin with it, tried as often as the settings say.
        callees
            Services that it calls, which are watched already.
        """
        self._watched[service] = ServiceObservability(
            scope,
            "Observability",
            spec=spec,
            service=service,
            on_call=self._on_call,
            journeys=self._canaries(scope, spec, service, journeys),
            callees=[self._watched[callee] for callee in callees],
        )

    def _canaries(
        self, scope: Construct, spec: ServiceSpec, service: ServiceRuntime, journeys: Sequence[str]
    ) -> list[JourneyCanary]:
        if not journeys or not self._settings.canary_minutes:
            return []
        seen = CanaryBucket(scope, "Seen")
        return [
            JourneyCanary(
                scope,
                name.title().replace("-", ""),
                spec=spec,
                journey=self._journey(name, service),
                bucket=seen,
                log_key=self._log_key,
                log_retention=log_retention(self._settings.log_retention_days),
            )
            for name in journeys
        ]

    def _journey(self, name: str, service: ServiceRuntime) -> Journey:
        return Journey(
            name=name,
            code=_JOURNEYS,
            handler="canary.handler",
            environment={"JOURNEY": name, "SHOP_URL": service.url},
            every=timedelta(minutes=self._settings.canary_minutes),
            timeout=timedelta(seconds=50),
        )
