"""A network, a platform, and a microservice on it; deploy with `cdk deploy --app "python checkout.py"`."""

import aws_cdk as cdk

from goldenpath import (
    EcsPlatform,
    EcsService,
    HealthCheck,
    ImageSource,
    LogKey,
    NatMode,
    Network,
    Scaling,
    ServiceSpec,
    Slo,
)

checkout = ServiceSpec(
    name="checkout",
    owner="team-orders",
    runbook="https://runbooks.example.com/checkout",
    image=ImageSource.directory("docker/storefront"),
    cpu=256,
    memory_mib=512,
    health=HealthCheck(path="/healthz"),
    scaling=Scaling(minimum=2, maximum=10, target_cpu_percent=60),
    slo=Slo(availability_percent=99.9, latency_ms=300),
)
app = cdk.App()
stack = cdk.Stack(app, "Checkout", env=cdk.Environment(region="eu-west-1"))
key = LogKey(stack, "LogKey")
zones = ["eu-west-1a", "eu-west-1b"]
network = Network(
    stack, "Network", cidr="10.0.0.0/16", availability_zones=zones, nat=NatMode.SINGLE, log_key=key
)
platform = EcsPlatform(stack, "Platform", network=network, log_key=key)
service = EcsService(stack, "Checkout", platform=platform, spec=checkout)
cdk.CfnOutput(stack, "Url", value=service.url)
app.synth()
