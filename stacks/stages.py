"""One stage for each environment: its layers, from the ground up."""

from collections.abc import Mapping

import aws_cdk as cdk
from constructs import Construct

from goldenpath import AlarmsAreComplete
from goldenpath.observability import Severity, nat_panel
from stacks.catalog import CatalogStack
from stacks.checkout import CheckoutStack
from stacks.delivery import DeliveryStack
from stacks.foundation import FoundationStack
from stacks.hosting import Hosting
from stacks.images import Images
from stacks.network import NetworkStack
from stacks.observability import ObservabilityStack
from stacks.on_call import OnCallStack
from stacks.previews import PreviewsStack
from stacks.registry import RegistryStack
from stacks.settings import EnvironmentSettings, Settings
from stacks.storefront import StorefrontStack
from stacks.watching import Watching


class EnvironmentStage(cdk.Stage):
    """An environment that services run in, such as ``prod``."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: EnvironmentSettings,
        images: Images,
        is_preview: bool = False,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            env=_where(settings.account, settings.region),
            permissions_boundary=_boundary(settings.permissions_boundary),
        )
        self._name_zones(settings)
        foundation = FoundationStack(self, "Foundation", traces_account=not is_preview)
        log_key = foundation.log_key
        on_call = OnCallStack(
            self,
            "OnCall",
            settings=settings.on_call,
            log_key=log_key,
            log_retention_days=settings.log_retention_days,
        ).on_call
        if settings.preview_hours:
            PreviewsStack(
                self,
                "Previews",
                settings=settings,
                log_key=log_key,
                acting=on_call.actions[Severity.TICKET],
            )
        network = NetworkStack(self, "Network", settings=settings, log_key=log_key).network
        watching = Watching(settings=settings, on_call=on_call, log_key=log_key)
        hosting = Hosting(
            self,
            settings=settings,
            network=network,
            log_key=log_key,
            images=images,
            watching=watching,
        )
        tables = self._shop(settings, hosting)
        gateways = network.nat_gateway_ids
        ObservabilityStack(
            self,
            "Observability",
            services=watching.services,
            panels=[*hosting.panels, *([nat_panel(gateways)] if gateways else []), on_call.panel],
            tables=tables,
        )
        cdk.Tags.of(self).add("environment", construct_id)
        if not settings.deletion_protection:
            cdk.RemovalPolicies.of(self).destroy()
        AlarmsAreComplete.hold(self)

    def _shop(self, settings: EnvironmentSettings, hosting: Hosting) -> Mapping[str, str]:
        """Make the services; give the names of their tables."""
        catalog = CatalogStack(self, "Catalog", settings=settings, hosting=hosting)
        checkout = CheckoutStack(
            self, "Checkout", settings=settings, hosting=hosting, catalog=catalog.service
        )
        StorefrontStack(
            self,
            "Storefront",
            settings=settings,
            hosting=hosting,
            catalog=catalog.service,
            checkout=checkout.service,
        )
        return {"products": catalog.table.table_name, "orders": checkout.table.table_name}

    def _name_zones(self, settings: EnvironmentSettings) -> None:
        """Answer the question for the account's zones, so that synthesis asks no account."""
        self.node.set_context(
            f"availability-zones:account={settings.account}:region={settings.region}",
            list(settings.availability_zones),
        )


class ToolingStage(cdk.Stage):
    """What brings releases to the environments: the image repositories, and the pipeline."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        tooling = settings.tooling
        super().__init__(
            scope,
            construct_id,
            env=_where(tooling.account, tooling.region),
            permissions_boundary=_boundary(tooling.permissions_boundary),
        )
        registry = RegistryStack(self, "Registry", settings=settings)
        # Whoever answers for production is told when nothing gets there.
        log_key = FoundationStack(self, "Foundation", traces_account=False).log_key
        on_call = OnCallStack(
            self,
            "OnCall",
            settings=settings.prod.on_call,
            log_key=log_key,
            log_retention_days=settings.prod.log_retention_days,
        ).on_call
        delivery = DeliveryStack(
            self, "Delivery", settings=settings, told=on_call.topics[Severity.TICKET], log_key=log_key
        )
        # The pipeline updates the repositories with itself, before it pushes to them.
        delivery.add_stack_dependency(registry)
        cdk.Tags.of(self).add("environment", construct_id)
        AlarmsAreComplete.hold(self)


def _where(account: str, region: str) -> cdk.Environment:
    return cdk.Environment(account=account, region=region)


def _boundary(name: str | None) -> cdk.PermissionsBoundary | None:
    return None if name is None else cdk.PermissionsBoundary.from_name(name)
