"""One environment as a team would write it with plain L2 constructs: what the application is compared with.

It makes the same resources, which a test holds; it checks nothing, and each service would repeat it.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns

from bench.handwritten.foundation import Foundation
from bench.handwritten.network import Network
from bench.handwritten.on_call import OnCall
from bench.handwritten.platform import Platform
from bench.handwritten.service import Service
from stacks.settings import EnvironmentSettings, Settings


def build(
    context: Mapping[str, object], settings: Settings, *, outdir: Path, validation: bool | None = None
) -> cdk.App:
    """Make an app with the same environments as this application's."""
    app = cdk.App(context=context, outdir=str(outdir), builtin_cloud_formation_validation=validation)
    for name, environment in settings.environments.items():
        _environment(app, name, environment)
    return app


def _environment(app: cdk.App, name: str, settings: EnvironmentSettings) -> None:
    stage = cdk.Stage(app, name, env=cdk.Environment(account=settings.account, region=settings.region))
    stage.node.set_context(
        f"availability-zones:account={settings.account}:region={settings.region}",
        list(settings.availability_zones),
    )
    foundation = Foundation(stage, "Foundation")
    on_call = OnCall(stage, "OnCall", settings)
    network = Network(stage, "Network", settings, foundation.key)
    platform = Platform(stage, "EcsPlatform", settings, network.vpc, foundation.key)
    _shop(stage, settings, platform, foundation.key, on_call.topics[0])
    cdk.Tags.of(stage).add("environment", name)
    if not settings.deletion_protection:
        cdk.RemovalPolicies.of(stage).destroy()


def _shop(
    stage: cdk.Stage, settings: EnvironmentSettings, platform: Platform, key: kms.IKey, topic: sns.ITopic
) -> None:
    make = partial(Service, stage, settings=settings, platform=platform, key=key, topic=topic)
    catalog = make("Catalog", ingress=platform.internal, port=8081, priority=10)
    checkout = make("Checkout", ingress=platform.internal, port=8082, priority=20)
    storefront = make("Storefront", ingress=platform.public)
    tables = [_table(stack, settings) for stack in (catalog, checkout)]
    tables[1].add_global_secondary_index(
        index_name="unfinished",
        partition_key=dynamodb.Attribute(name="open", type=dynamodb.AttributeType.STRING),
        sort_key=dynamodb.Attribute(name="begun_at", type=dynamodb.AttributeType.NUMBER),
    )
    for stack, table in zip((catalog, checkout), tables, strict=True):
        table.grant_read_write_data(stack.service.task_definition.task_role)
    bus = events.EventBus(checkout, "Bus")
    bus.grant_put_events_to(checkout.service.task_definition.task_role)
    for caller in (checkout, storefront):
        caller.service.connections.allow_to(platform.internal.load_balancer, ec2.Port.HTTP)
    url = f"http://{platform.public.load_balancer.load_balancer_dns_name}/"
    cdk.CfnOutput(storefront, "Url", value=f"https://{settings.domain.name}/" if settings.domain else url)


def _table(stack: cdk.Stack, settings: EnvironmentSettings) -> dynamodb.Table:
    return dynamodb.Table(
        stack,
        "Table",
        partition_key=dynamodb.Attribute(name="pk", type=dynamodb.AttributeType.STRING),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        deletion_protection=settings.deletion_protection,
    )
