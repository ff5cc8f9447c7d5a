"""The settings: frozen, and each field says what is allowed in it."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from stacks.settings.fields import is_address_range, unique

Account = Annotated[
    str, Field(pattern=r"^[0-9]{12}$", description='a string of 12 digits, such as "111111111111"')
]
Region = Annotated[
    str,
    Field(
        pattern=r"^[a-z]{2,4}(-[a-z]+)+-[0-9]$", description='the name of an AWS region, such as "eu-west-1"'
    ),
]
Boundary = Annotated[
    str | None,
    Field(
        pattern=r"^[A-Za-z0-9+=,.@_-]{1,128}$",
        description="the name of a policy that bounds every role, such as golden-path-boundary; or null",
    ),
]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")]


_UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DomainSettings(_Settings):
    """A name that leads to an environment, and the Route 53 hosted zone that answers for it."""

    name: Annotated[
        str,
        Field(
            pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
            description='a lower-case domain name, such as "shop.example.com"',
        ),
    ]
    hosted_zone_id: Annotated[
        str,
        Field(
            pattern=r"^Z[A-Z0-9]{1,31}$",
            description="the id of a Route 53 hosted zone: Z, then capitals and digits",
        ),
    ]


class SizeSettings(_Settings):
    """How many tasks each service runs at the least and at the most."""

    minimum_tasks: Annotated[int, Field(ge=1, le=5000, description="a whole number from 1 to 5000")]
    maximum_tasks: Annotated[int, Field(ge=1, le=5000, description="a whole number from 1 to 5000")]


RuntimeName = Annotated[
    Literal["ecs", "eks", "apprunner", "express"],
    Field(description="one of ecs, eks, apprunner, express"),
]


class RuntimeSettings(_Settings):
    """What runs each service."""

    storefront: RuntimeName
    catalog: RuntimeName
    checkout: RuntimeName

    @property
    def used(self) -> frozenset[str]:
        """All runtimes that the environment needs."""
        return frozenset((self.storefront, self.catalog, self.checkout))


class SlackSettings(_Settings):
    """A channel in Slack."""

    workspace: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,255}$")]
    channel: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,255}$")]


class TeamsSettings(_Settings):
    """A channel in Microsoft Teams."""

    tenant: Annotated[str, Field(pattern=_UUID)]
    team: Annotated[str, Field(pattern=_UUID)]
    channel: Annotated[str, Field(pattern=r"^19%3a.+$")]


class TargetSettings(_Settings):
    """Whom something reaches that is as urgent as a page, or as a ticket."""

    email: Annotated[
        tuple[Email, ...], AfterValidator(unique), Field(description="a list of different e-mail addresses")
    ]
    https: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9/_+=.@-]{1,512}$")], ...],
        AfterValidator(unique),
        Field(
            description="a list of different names of secrets in Secrets Manager, each of which holds the "
            "address of an endpoint, such as on-call/pagerduty",
            json_schema_extra={
                "writeOnly": True
            },  # whoever writes the address itself there should not find it in a log
        ),
    ]
    slack: Annotated[
        tuple[SlackSettings, ...],
        AfterValidator(unique),
        Field(
            description="a list of different channels, each with the ids of its workspace and channel, such "
            'as {"workspace": "T0123ABCD", "channel": "C0123ABCD"}'
        ),
    ]
    teams: Annotated[
        tuple[TeamsSettings, ...],
        AfterValidator(unique),
        Field(
            description="a list of different channels, each with the UUIDs of its tenant and team, and with "
            "its channel as it stands in the channel's address, beginning with 19%3a"
        ),
    ]

    @property
    def reaches_someone(self) -> bool:
        """Whether anybody is told."""
        return bool(self.email or self.https or self.slack or self.teams)


class OnCallSettings(_Settings):
    """Who is told when something is wrong."""

    page: TargetSettings
    ticket: TargetSettings


class EnvironmentSettings(_Settings):
    """One environment that services run in."""

    account: Account
    region: Region
    availability_zones: Annotated[
        tuple[str, ...],
        Field(
            min_length=2,
            max_length=4,
            description="a list of 2 to 4 different zones of the environment's region",
        ),
        AfterValidator(unique),
    ]
    cidr: Annotated[
        IPv4Network,
        AfterValidator(is_address_range),
        Field(description='a private IPv4 network from /16 to /22, without host bits, such as "10.0.0.0/16"'),
    ]
    nat: Annotated[Literal["none", "single", "per-az"], Field(description="one of none, single, per-az")]
    runtimes: RuntimeSettings
    cluster_access: Annotated[
        Mapping[
            Annotated[str, Field(pattern=r"^[A-Za-z0-9+=,.@_/-]{1,128}$")],
            Literal["view", "edit", "admin", "cluster-admin"],
        ],
        Field(
            description="an object of names of IAM roles, each with view, edit, admin or cluster-admin: "
            "who may enter an EKS cluster"
        ),
    ]
    strategy: Annotated[
        Literal["rolling", "blue-green", "canary"],
        Field(
            description="one of rolling, blue-green, canary: how ECS and EKS bring a new version its traffic"
        ),
    ]
    sizes: SizeSettings
    log_retention_days: Annotated[
        Literal[1, 7, 30, 90, 365],
        Field(description="one of 1, 7, 30, 90, 365: periods that CloudWatch Logs has"),
    ]
    deletion_protection: Annotated[bool, Field(description="true or false")]
    bootstrap_trusts: Annotated[
        tuple[Account, ...],
        AfterValidator(unique),
        Field(description="a list of the accounts that the CDK bootstrap of this one trusts to deploy"),
    ]
    permissions_boundary: Boundary
    preview_hours: Annotated[
        int,
        Field(ge=0, le=336, description="a whole number from 0, for no previews of pull requests, to 336"),
    ]
    canary_minutes: Annotated[
        int,
        Field(
            ge=0,
            le=60,
            description="a whole number from 0, for never, to 60: how often the shop's journeys are tried",
        ),
    ]
    domain: DomainSettings | None
    on_call: OnCallSettings


class SourceSettings(_Settings):
    """Where the pipeline gets the code from."""

    connection: Annotated[
        str | None,
        Field(
            pattern=r"^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$",
            description="the ARN of a connection of AWS CodeConnections, to GitHub, GitLab or Bitbucket; or "
            "null for CodeCommit and S3",
        ),
    ]
    repository: Annotated[
        str,
        Field(
            min_length=1,
            description="owner and name, such as example/shop, over a connection; else a name in CodeCommit, "
            "or s3://bucket/key.zip",
        ),
    ]


class DeliverySettings(_Settings):
    """How changes get to the environments."""

    source: SourceSettings
    git: Annotated[Literal["trunk", "gitflow"], Field(description="one of trunk, gitflow")]


class ToolingSettings(_Settings):
    """The account that brings releases to the others."""

    account: Account
    region: Region
    images_kept: Annotated[int, Field(ge=1, le=1000, description="a whole number from 1 to 1000")]
    permissions_boundary: Boundary
    delivery: DeliverySettings


class Settings(_Settings):
    """All environments, and which of them to build."""

    local: EnvironmentSettings
    dev: EnvironmentSettings
    staging: EnvironmentSettings
    prod: EnvironmentSettings
    tooling: ToolingSettings
    selection: Literal["local", "dev", "staging", "prod", "tooling"] | None = None
    preview: int | None = None

    @property
    def preview_environment(self) -> EnvironmentSettings:
        """What a pull request is shown in: where ``dev`` is, small, telling nobody, gone without a trace."""
        nobody = TargetSettings(email=(), https=(), slack=(), teams=())
        changes = {
            "sizes": SizeSettings(minimum_tasks=1, maximum_tasks=1),
            "log_retention_days": 1,
            "domain": None,
            "preview_hours": 0,
            "canary_minutes": 0,
            "on_call": OnCallSettings(page=nobody, ticket=nobody),
            "deletion_protection": False,
        }
        return self.dev.model_copy(update=changes)

    @property
    def environments(self) -> Mapping[str, EnvironmentSettings]:
        """The environments to build that services run in, by name."""
        if self.preview is not None:
            return {f"preview-{self.preview}": self.preview_environment}
        every = {"local": self.local, "dev": self.dev, "staging": self.staging, "prod": self.prod}
        return {name: settings for name, settings in every.items() if self.selection in (None, name)}

    @property
    def promoted(self) -> Mapping[str, EnvironmentSettings]:
        """The environments that a change goes through, in order, by name."""
        return {"dev": self.dev, "staging": self.staging, "prod": self.prod}

    @property
    def builds_tooling(self) -> bool:
        """Whether the tooling is to be built."""
        return self.preview is None and self.selection in (None, "tooling")

    @property
    def pull_accounts(self) -> tuple[str, ...]:
        """The accounts, other than tooling's, that get their images from tooling."""
        accounts = {each.account for each in self.promoted.values()} - {self.tooling.account}
        return tuple(sorted(accounts))
