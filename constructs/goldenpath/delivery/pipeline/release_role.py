"""How a pipeline releases what CodeDeploy moves traffic to, in an account that need not be its own."""

from collections.abc import Sequence

from aws_cdk import Aws, Stack
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_codepipeline_actions as actions
from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.runtimes.ecs import release_name

_ON_APPLICATION = ("GetApplication", "GetApplicationRevision", "RegisterApplicationRevision")
_ON_GROUP = ("CreateDeployment", "GetDeployment")


def release_role_name(environment: str, region: str) -> str:
    """Give the name of the role that a pipeline releases with; roles are global, so it names the region."""
    return f"goldenpath-release-{environment}-{region}"


class ReleaseRole(iam.Role):
    """Lets a pipeline release an environment's services by CodeDeploy, and do nothing else there.

    It belongs to a stack of the environment. Its rights are those that CodePipeline's action needs [1]_.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with an account and a region.
    construct_id
        Its id in that scope.
    environment
        The environment's name.
    services
        Names of the services with the engine ``codedeploy``.
    pipeline_account
        The account of the pipeline.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from goldenpath import ReleaseRole
    >>> dev = cdk.Environment(account="222222222222", region="eu-west-1")
    >>> stack = cdk.Stack(cdk.App(), "Access", env=dev)
    >>> role = ReleaseRole(
    ...     stack, "Release", environment="dev", services=["checkout"], pipeline_account="111111111111"
    ... )

    References
    ----------
    .. [1] https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment: str,
        services: Sequence[str],
        pipeline_account: str,
    ) -> None:
        stack = Stack.of(scope)
        super().__init__(
            scope,
            construct_id,
            role_name=release_role_name(environment, stack.region),
            assumed_by=iam.AccountPrincipal(pipeline_account),
            inline_policies={
                "Release": iam.PolicyDocument(
                    statements=[
                        *(_deploy(stack, release_name(environment, service)) for service in services),
                        *_register(stack, environment),
                        *_fetch(pipeline_account, stack.region),
                    ]
                )
            },
        )
        keys = f"arn:<AWS::Partition>:kms:{stack.region}:{pipeline_account}:key/*"
        tasks = f"arn:<AWS::Partition>:iam::{stack.account}:role/{environment}-*"
        acknowledge(
            self,
            {
                "AwsSolutions-IAM5[Resource::*]": "A task definition is registered before it has an ARN.",
                f"AwsSolutions-IAM5[Resource::{tasks}]": "The roles of the environment's tasks have its "
                "name in front, and are handed to ECS tasks only.",
                "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::*/*]": "The bucket is the pipeline's, "
                "whose account a condition names.",
                f"AwsSolutions-IAM5[Resource::{keys}]": "The key's own policy says who may use it.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "These rights are for this role alone, and are made and "
                "removed with it.",
            },
        )


def _deploy(stack: Stack, name: str) -> iam.PolicyStatement:
    def arn(kind: str, resource: str) -> str:
        return f"arn:{Aws.PARTITION}:codedeploy:{stack.region}:{stack.account}:{kind}:{resource}"

    return iam.PolicyStatement(
        actions=[
            *(f"codedeploy:{action}" for action in (*_ON_APPLICATION, *_ON_GROUP)),
            "codedeploy:GetDeploymentConfig",
        ],
        resources=[
            arn("application", name),
            arn("deploymentgroup", f"{name}/{name}"),
            arn("deploymentconfig", "*"),
        ],
    )


def _register(stack: Stack, environment: str) -> list[iam.PolicyStatement]:
    return [
        iam.PolicyStatement(actions=["ecs:RegisterTaskDefinition"], resources=["*"]),
        iam.PolicyStatement(
            actions=["iam:PassRole"],
            resources=[f"arn:{Aws.PARTITION}:iam::{stack.account}:role/{environment}-*"],
            conditions={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        ),
    ]


def _fetch(account: str, region: str) -> list[iam.PolicyStatement]:
    """Let it get the pipeline's artifacts; bucket and key say in their policies that it may."""
    return [
        iam.PolicyStatement(
            actions=["s3:GetObject", "s3:GetObjectVersion"],
            resources=[f"arn:{Aws.PARTITION}:s3:::*/*"],
            conditions={"StringEquals": {"aws:ResourceAccount": account}},
        ),
        iam.PolicyStatement(
            actions=["kms:Decrypt", "kms:DescribeKey"],
            resources=[f"arn:{Aws.PARTITION}:kms:{region}:{account}:key/*"],
        ),
    ]


def release_action(
    scope: Construct,
    *,
    environment: DeliveryEnvironment,
    service: str,
    files: codepipeline.Artifact,
    run_order: int,
) -> codepipeline.IAction:
    """Make the action that releases a service from the files that synthesis wrote for it.

    Parameters
    ----------
    scope
        The pipeline.
    environment
        Where.
    service
        Its name.
    files
        What synthesis wrote for the services of this environment.
    run_order
        The place in the stage.
    """
    path = f"{environment.name.capitalize()}{service.title().replace('-', '')}"
    return actions.CodeDeployEcsDeployAction(
        action_name=f"Release-{service}",
        deployment_group=_deployment_group(scope, path, environment, service),
        app_spec_template_file=files.at_path(f"{service}/appspec.json"),
        task_definition_template_file=files.at_path(f"{service}/taskdef.json"),
        role=iam.Role.from_role_arn(
            scope, f"{path}ReleaseRole", _role_arn(environment), mutable=False, add_grants_to_resources=False
        ),
        run_order=run_order,
    )


def _deployment_group(
    scope: Construct, path: str, environment: DeliveryEnvironment, service: str
) -> codedeploy.IEcsDeploymentGroup:
    name = release_name(environment.name, service)
    application = codedeploy.EcsApplication.from_ecs_application_arn(
        scope,
        f"{path}Application",
        f"arn:{Aws.PARTITION}:codedeploy:{environment.region}:{environment.account}:application:{name}",
    )
    return codedeploy.EcsDeploymentGroup.from_ecs_deployment_group_attributes(
        scope, f"{path}DeploymentGroup", application=application, deployment_group_name=name
    )


def _role_arn(environment: DeliveryEnvironment) -> str:
    name = release_role_name(environment.name, environment.region)
    return f"arn:{Aws.PARTITION}:iam::{environment.account}:role/{name}"
