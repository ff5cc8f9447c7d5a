"""What people look at to see how an environment does."""

from collections.abc import Mapping, Sequence

import aws_cdk as cdk
from constructs import Construct

from goldenpath import EnvironmentDashboard, Panel, PlatformDashboard, ServiceObservability
from goldenpath.observability import tables_panel


class ObservabilityStack(cdk.Stack):
    """A dashboard of all services, and one of what they stand on."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        services: Sequence[ServiceObservability],
        panels: Sequence[Panel],
        tables: Mapping[str, str],
    ) -> None:
        super().__init__(scope, construct_id)
        EnvironmentDashboard(self, "Overview", services=services)
        PlatformDashboard(self, "Platform", panels=[*panels, tables_panel(tables)])
