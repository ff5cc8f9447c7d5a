"""A microservice and all it stands on: `cdk deploy --app "python docs/examples/storefront.py"`."""

import aws_cdk as cdk

import goldenpath as gp

storefront = gp.ServiceSpec(
    name="storefront",
    owner="team-shop",
    runbook="https://runbooks.example.com/storefront",
    image=gp.ImageSource.directory("docker/storefront"),
    health=gp.HealthCheck(path="/healthz"),
    scaling=gp.Scaling(minimum=2, maximum=10, target_cpu_percent=60),
    slo=gp.Slo(availability_percent=99.9, latency_ms=300),
)
app = cdk.App()
stack = cdk.Stack(app, "Shop", env=cdk.Environment(region="eu-west-1"))
key = gp.LogKey(stack, "LogKey")
zones = ["eu-west-1a", "eu-west-1b"]
network = gp.Network(stack, "Network", cidr="10.0.0.0/16", availability_zones=zones, log_key=key)
platform = gp.EcsPlatform(stack, "Platform", network=network, log_key=key)
canary = gp.DeployStrategy.canary(percent=10, bake=cdk.Duration.minutes(5))
service = gp.EcsService(
    stack, "Storefront", platform=platform, spec=storefront, strategy=canary, engine="ecs"
)
cdk.CfnOutput(stack, "Url", value=service.url)
app.synth()
