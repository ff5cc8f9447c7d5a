"""A service whose versions follow each other by CodeDeploy."""

from typing import cast

from aws_cdk import Duration, RemovalPolicy, Stage
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.runtimes.ecs.release.codedeploy.code_deploy_role import CodeDeployRole
from goldenpath.runtimes.ecs.release.codedeploy.deployment_config import deployment_config
from goldenpath.runtimes.ecs.release.codedeploy.known_names import KnownNames
from goldenpath.runtimes.ecs.release.codedeploy.release_files import ReleaseFiles
from goldenpath.runtimes.ecs.release.codedeploy.release_name import release_name
from goldenpath.runtimes.ecs.release.fargate import fargate_service
from goldenpath.runtimes.ecs.release.release import Releasable
from goldenpath.runtimes.ecs.release.watching import rollback_alarms
from goldenpath.runtimes.ecs.smoke_test import SmokeTestFunction
from goldenpath.runtimes.ecs.traffic import SharedRoute
from goldenpath.service import BlueGreen, Canary, Linear


class CodeDeployRelease(Construct):
    """CodeDeploy starts the new version beside the old one, tries it, moves traffic, goes back on an alarm.

    A stack update makes the service and what surrounds it, and never changes what runs. A release is a
    deployment of CodeDeploy's own, started by a pipeline from the two files that synthesis writes.

    Parameters
    ----------
    scope
        The service.
    construct_id
        Its id in that scope.
    releasable
        What to release.
    strategy
        How.

    Attributes
    ----------
    service, target_groups, alarms, versions_metric
        See :class:`goldenpath.runtimes.ecs.release.Release`.
    deployment_group
        What a deployment is started in.

    Raises
    ------
    UnsupportedStrategyError
        If the shifts take longer than CodeDeploy allows.
    ValueError
        If the stack's account or region is not known, which the files have to name; or the bake is shorter
        than the rollback alarms can ever fire.
    """

    versions_metric = "TaskSetCount"

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        releasable: Releasable,
        strategy: BlueGreen | Canary | Linear,
    ) -> None:
        super().__init__(scope, construct_id)
        config = deployment_config(self, strategy)
        route = SharedRoute(
            self,
            "Traffic",
            platform=releasable.platform,
            spec=releasable.spec,
            route=releasable.route,
        )
        self.target_groups = (route.blue, route.green)
        self.service = self._service(releasable, route)
        names = KnownNames(self)
        smoke_test = SmokeTestFunction(
            self,
            "SmokeTest",
            platform=releasable.platform,
            spec=releasable.spec,
            route=releasable.route,
            engine="codedeploy",
        )
        smoke_test_arn = names.name_function(smoke_test.function, "smoke-test")
        role = CodeDeployRole(
            self,
            "Role",
            releasable=releasable,
            service=self.service,
            route=route,
            smoke_test_arn=smoke_test_arn,
        )
        self.alarms = rollback_alarms(
            self, releasable=releasable, target_groups=self.target_groups, bake=strategy.bake
        ).alarms
        stage = cast("Stage", Stage.of(self))  # an app is one, so there is always one
        name = release_name(stage.stage_name, releasable.spec.name)
        self.deployment_group = codedeploy.EcsDeploymentGroup(
            self,
            "DeploymentGroup",
            application=codedeploy.EcsApplication(self, "Application", application_name=name),
            deployment_group_name=name,
            service=self.service,
            # The deployment group would add AWS's own policy, for the services of everyone.
            role=role.without_policy_updates(),
            deployment_config=config,
            blue_green_deployment_config=codedeploy.EcsBlueGreenDeploymentConfig(
                blue_target_group=route.blue,
                green_target_group=route.green,
                listener=releasable.ingress.listener,
                test_listener=releasable.ingress.test_listener,
                termination_wait_time=Duration.seconds(strategy.bake.total_seconds()),
            ),
            alarms=self.alarms,
            auto_rollback=codedeploy.AutoRollbackConfig(
                failed_deployment=True, stopped_deployment=True, deployment_in_alarm=True
            ),
        )
        smoke_test.allow(
            iam.PolicyStatement(
                actions=["codedeploy:PutLifecycleEventHookExecutionStatus"],
                resources=[self.deployment_group.deployment_group_arn],
            )
        )
        ReleaseFiles(self, "Files", releasable=releasable, names=names, smoke_test_arn=smoke_test_arn)

    def _service(self, releasable: Releasable, route: SharedRoute) -> ecs.FargateService:
        service = fargate_service(
            self,
            releasable,
            deployment_controller=ecs.DeploymentController(type=ecs.DeploymentControllerType.CODE_DEPLOY),
        )
        service.attach_to_application_target_group(route.blue)
        # ECS refuses target groups that no load balancer leads to.
        service.node.add_dependency(route)
        # A revision that runs, or may be gone back to, has to outlive the stack update after it.
        releasable.task.definition.apply_removal_policy(RemovalPolicy.RETAIN)
        return service
