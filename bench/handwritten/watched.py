"""What watches over a service."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_kms as kms
from constructs import Construct

from bench.handwritten.canary import JOURNEY, Canary
from bench.handwritten.dashboards.service import service_dashboard
from bench.handwritten.metrics import Reported
from bench.handwritten.objectives import Objectives, act_on
from bench.handwritten.on_call import OnCall
from bench.handwritten.service import Service
from bench.handwritten.telemetry import Telemetry
from stacks.settings import EnvironmentSettings


class Watched(Construct):
    """Objectives, telemetry, a canary where there is a journey, and a dashboard."""

    def __init__(
        self,
        service: Service,
        *,
        environment: str,
        settings: EnvironmentSettings,
        on_call: OnCall,
        key: kms.IKey,
        url: str | None = None,
        callees: Sequence["Watched"] = (),
    ) -> None:
        super().__init__(service, "Watched")
        name = self.name = service.name
        self.requests = service.requests
        running = service.service
        dimensions = {"ClusterName": running.cluster.cluster_name, "ServiceName": running.service_name}
        self.load, self.insights = (
            Reported(namespace, dimensions) for namespace in ("AWS/ECS", "ECS/ContainerInsights")
        )
        versions = Reported("ECS/ContainerInsights", dimensions, "Maximum").metric("DeploymentCount")
        canary = None
        if url and settings.canary_minutes:
            canary = Canary(
                self,
                "Canary",
                name=f"{environment}-{name}-{JOURNEY}",
                url=url,
                minutes=settings.canary_minutes,
                key=key,
            )
        journeys = [canary.alarm] if canary else []
        self.objectives: Objectives = Objectives(
            self,
            "Objectives",
            requests=self.requests,
            versions=versions,
            topic=on_call.alarms,
            journeys=journeys,
            callees=[callee.objectives for callee in callees],
        )
        for alarm in service.release_alarms:
            act_on(alarm, actions.SnsAction(on_call.alarms))
        self.alarms: list[cloudwatch.IAlarm] = [*self.objectives.alarms, self.objectives.gate, *journeys]
        service_dashboard(
            self,
            f"{environment}-{name}",
            requests=self.requests,
            load=self.load,
            insights=self.insights,
            settings=settings,
            telemetry=Telemetry(
                self,
                "Telemetry",
                name=name,
                environment=environment,
                log_group=service.log_group,
                topic=on_call.ticket,
            ),
            shown=[*self.alarms, *service.release_alarms],
            canary=canary,
        )
