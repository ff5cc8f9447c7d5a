"""The task that ECS runs a service as."""

from typing import cast

from aws_cdk import Duration, Size
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.environment import container_environment
from goldenpath.runtimes.image import ServiceImage, service_image
from goldenpath.runtimes.secrets import container_secrets
from goldenpath.runtimes.service_role import service_role
from goldenpath.service import ServiceSpec

_UNPRIVILEGED_USER = "10001:10001"
_ARCHITECTURES = {
    "x86-64": ecs.CpuArchitecture.X86_64,
    "arm64": ecs.CpuArchitecture.ARM64,
}
_LOG_BUFFER = Size.mebibytes(25)


class ServiceTask(Construct):
    """A Fargate task definition with one container, locked down, and its encrypted log group.

    The container runs as user 10001 without a single Linux capability, on a read-only file system with
    a writable ``/tmp``: the image has to declare ``VOLUME /tmp``, so that the user may write there. With
    ``execute_command`` the whole file system is writable, since ECS Exec puts its agent there.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    spec
        What to run.
    options
        What ECS does with it.
    log_key
        Key that its log is encrypted with.
    log_retention
        How long the log is kept.

    Attributes
    ----------
    definition
        The task definition.
    log_group
        Where the container's output goes.

    References
    ----------
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        options: FargateOptions,
        log_key: kms.IKey,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        self.log_group = logs.LogGroup(
            self,
            "LogGroup",
            encryption_key=log_key,
            retention=log_retention,
        )
        self.definition = ecs.FargateTaskDefinition(
            self,
            "Definition",
            cpu=spec.cpu,
            memory_limit_mib=spec.memory_mib,
            runtime_platform=ecs.RuntimePlatform(
                cpu_architecture=_ARCHITECTURES[spec.architecture],
                operating_system_family=ecs.OperatingSystemFamily.LINUX,
            ),
            volumes=[ecs.Volume(name="tmp")],
            task_role=service_role(
                self, "TaskRole", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com")
            ),
        )
        image = service_image(self, spec.image, spec.architecture)
        self.version = image.version
        container = self._container(spec, options, image)
        container.add_mount_points(
            ecs.MountPoint(source_volume="tmp", container_path="/tmp", read_only=False)  # noqa: S108 - a mount
        )
        self._acknowledge_findings()

    def _acknowledge_findings(self) -> None:
        acknowledge(
            self.definition,
            {
                "AwsSolutions-ECS2": "Plain variables are the service's port and settings that everyone may "
                "read; secrets are no part of them.",
                "NIST.800.53.R5-IAMNoInlinePolicy": "What is granted to a role of this task is for this task "
                "alone, and is made and removed with it.",
            },
        )
        acknowledge(
            self.definition.obtain_execution_role(),
            {
                "AwsSolutions-IAM5[Resource::*]": "ecr:GetAuthorizationToken cannot be limited to a "
                "repository; the right to pull is."
            },
        )

    def _container(
        self, spec: ServiceSpec, options: FargateOptions, image: ServiceImage
    ) -> ecs.ContainerDefinition:
        linux = ecs.LinuxParameters(self, "Linux", init_process_enabled=True)
        linux.drop_capabilities(ecs.Capability.ALL)
        image.grant_pull(self.definition.obtain_execution_role())
        return self.definition.add_container(
            spec.name,
            container_name=spec.name,
            image=image.for_ecs,
            port_mappings=[
                ecs.PortMapping(
                    container_port=spec.port,
                    name=spec.name,
                    app_protocol=cast("ecs.AppProtocol", ecs.AppProtocol.http),
                )
            ],
            environment=dict(container_environment(self, spec, version=image.version)),
            secrets=container_secrets(self, spec.secrets),
            stop_timeout=Duration.seconds(spec.shutdown.stop_timeout_seconds),
            user=_UNPRIVILEGED_USER,
            readonly_root_filesystem=not options.execute_command,
            privileged=False,
            linux_parameters=linux,
            # A service that waits for its log to be taken stops answering with it.
            logging=ecs.LogDrivers.aws_logs(
                stream_prefix=spec.name,
                log_group=self.log_group,
                mode=ecs.AwsLogDriverMode.NON_BLOCKING,
                max_buffer_size=_LOG_BUFFER,
            ),
        )
