"""Services that find each other by name."""

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs

from goldenpath.service import ServiceSpec


def connect(service: ecs.FargateService, spec: ServiceSpec, log_group: logs.ILogGroup) -> str:
    """Put a service into the platform's namespace under its own name, and give its address there."""
    service.enable_service_connect(
        services=[
            ecs.ServiceConnectService(
                port_mapping_name=spec.name, discovery_name=spec.name, dns_name=spec.name, port=spec.port
            )
        ],
        log_driver=ecs.LogDrivers.aws_logs(stream_prefix="service-connect", log_group=log_group),
    )
    return f"http://{spec.name}:{spec.port}"
