"""One stage for each environment: its layers, from the ground up."""

import aws_cdk as cdk
from constructs import Construct

from stacks.catalog import CatalogStack
from stacks.checkout import CheckoutStack
from stacks.foundation import FoundationStack
from stacks.hosting import Hosting
from stacks.images import Images
from stacks.network import NetworkStack
from stacks.registry import RegistryStack
from stacks.settings import EnvironmentSettings, Settings
from stacks.storefront import StorefrontStack


class EnvironmentStage(cdk.Stage):
    """An environment that services run in, such as ``prod``."""

    def __init__(
        self, scope: Construct, construct_id: str, *, settings: EnvironmentSettings, images: Images
    ) -> None:
        super().__init__(scope, construct_id, env=_where(settings.account, settings.region))
        self._name_zones(settings)
        foundation = FoundationStack(self, "Foundation")
        network = NetworkStack(self, "Network", settings=settings, log_key=foundation.log_key).network
        hosting = Hosting(self, settings=settings, network=network, log_key=foundation.log_key, images=images)
        self._shop(settings, hosting)
        cdk.Tags.of(self).add("environment", construct_id)
        if not settings.deletion_protection:
            cdk.RemovalPolicies.of(self).destroy()

    def _shop(self, settings: EnvironmentSettings, hosting: Hosting) -> None:
        catalog = CatalogStack(self, "Catalog", settings=settings, hosting=hosting).service
        checkout = CheckoutStack(
            self, "Checkout", settings=settings, hosting=hosting, catalog=catalog
        ).service
        StorefrontStack(
            self, "Storefront", settings=settings, hosting=hosting, catalog=catalog, checkout=checkout
        )

    def _name_zones(self, settings: EnvironmentSettings) -> None:
        """Answer the question for the account's zones, so that synthesis asks no account."""
        self.node.set_context(
            f"availability-zones:account={settings.account}:region={settings.region}",
            list(settings.availability_zones),
        )


class ToolingStage(cdk.Stage):
    """What brings releases to the environments: the image repositories."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id, env=_where(settings.tooling.account, settings.tooling.region))
        RegistryStack(self, "Registry", settings=settings)
        cdk.Tags.of(self).add("environment", construct_id)


def _where(account: str, region: str) -> cdk.Environment:
    return cdk.Environment(account=account, region=region)
