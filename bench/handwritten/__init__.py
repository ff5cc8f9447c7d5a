"""One environment as a team would write it with plain L2 constructs: what the application is compared with.

It makes the same resources, which a test holds; it checks nothing, and each service would repeat it.
"""

from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk

from bench.handwritten.dashboards.overview import overview
from bench.handwritten.dashboards.platform import platform_dashboard
from bench.handwritten.foundation import Foundation
from bench.handwritten.network import Network
from bench.handwritten.on_call import OnCall
from bench.handwritten.platform import Platform
from bench.handwritten.shop import Shop
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
    on_call = OnCall(stage, "OnCall", settings, foundation.key)
    network = Network(stage, "Network", settings, foundation.key)
    platform = Platform(stage, "EcsPlatform", settings, network.vpc, foundation.key)
    shop = Shop(stage, settings, platform, foundation.key)
    watched = shop.watch(name, on_call)
    boards = cdk.Stack(stage, "Observability")
    overview(boards, name, watched)
    platform_dashboard(
        boards,
        name,
        platform=platform,
        gateways=network.gateways,
        inbox=on_call.inbox,
        tables={"products": shop.products, "orders": shop.orders},
    )
    cdk.Tags.of(stage).add("environment", name)
    if not settings.deletion_protection:
        cdk.RemovalPolicies.of(stage).destroy()
