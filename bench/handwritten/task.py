"""What runs of a service."""

from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs

_DOCKER = Path(__file__).parents[2] / "docker"


def task_definition(
    scope: cdk.Stack, name: str, port: int, log_group: logs.LogGroup
) -> ecs.FargateTaskDefinition:
    """Make the task of a service."""
    region = scope.region
    traces = iam.PolicyStatement(actions=["xray:PutTraceSegments", "xray:PutSpans"], resources=["*"])
    role = iam.Role(
        scope,
        "TaskRole",
        assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"),
        inline_policies={"Traces": iam.PolicyDocument(statements=[traces])},
    )
    task = ecs.FargateTaskDefinition(
        scope, "Task", cpu=256, memory_limit_mib=512, volumes=[ecs.Volume(name="tmp")], task_role=role
    )
    linux = ecs.LinuxParameters(scope, "Linux", init_process_enabled=True)
    linux.drop_capabilities(ecs.Capability.ALL)
    container = task.add_container(
        name,
        image=ecs.ContainerImage.from_asset(str(_DOCKER / name)),
        port_mappings=[ecs.PortMapping(container_port=port)],
        environment={
            "PORT": str(port),
            "AWS_REGION": region,
            "OTEL_SERVICE_NAME": name,
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"https://xray.{region}.amazonaws.com/v1/traces",
        },
        user="10001:10001",
        readonly_root_filesystem=True,
        linux_parameters=linux,
        logging=ecs.LogDrivers.aws_logs(
            stream_prefix=name,
            log_group=log_group,
        ),
    )
    container.add_mount_points(
        ecs.MountPoint(source_volume="tmp", container_path="/tmp", read_only=False)  # noqa: S108 - a mount
    )
    return task
