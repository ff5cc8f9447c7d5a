"""One description of a microservice."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service.health_check import HealthCheck
from goldenpath.service.image_source import DigestImage, DirectoryImage
from goldenpath.service.scaling import Scaling
from goldenpath.service.secret_source import SecretsManagerSecret, SecureParameter
from goldenpath.service.shutdown import Shutdown
from goldenpath.service.slo import Slo
from goldenpath.service.smoke_test import SmokeTest
from goldenpath.service.specification import Specification, matching
from goldenpath.service.task_size import check_cpu, check_memory

_Name = Annotated[
    str,
    matching(
        r"(?=.{2,32}$)[a-z]([a-z0-9]|-[a-z0-9])*",
        "2 to 32 lower-case letters, digits and single hyphens, a letter first and no hyphen last",
    ),
]
_Owner = Annotated[
    str,
    matching(
        r"(?=.{1,128}$)[A-Za-z0-9]([A-Za-z0-9 ._@-]*[A-Za-z0-9])?",
        "a team's name of at most 128 letters, digits, spaces and the signs . _ @ -",
    ),
]
_Runbook = Annotated[
    str, matching(r"https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?(/[!-~]*)?", "an https address")
]
_Secret = Annotated[SecretsManagerSecret | SecureParameter, Field(discriminator="kind")]
_VariableName = Annotated[
    str, matching(r"[A-Za-z_][A-Za-z0-9_]*", "letters, digits and underscores, with no digit first")
]


class ServiceSpec(Specification):
    """What a microservice is and promises, the same for every runtime.

    Parameters
    ----------
    name
        The service's name: a DNS label of 2 to 32 characters, because target groups are named for it.
    owner
        The team that answers for it; alarms and tags carry it.
    runbook
        ``https`` address of what to do when it fails; every alarm links to it.
    image
        What to run, from :class:`ImageSource`.
    port
        Port that the service listens on, 1024 to 65535, as it runs without privilege; 8080 by default.
        It finds the number in the environment variable ``PORT`` too.
    cpu
        Processor units, 1024 for one virtual processor: 256 (the default), 512, 1024, 2048, 4096, 8192 or
        16384.
    memory_mib
        Memory in MiB, one of those that Fargate offers beside ``cpu``; 512 by default.
    architecture
        Kind of processor, ``x86-64`` (the default) or ``arm64``; the image has to be made for it.
    health
        How to find out that a copy works; a request for ``/`` by default.
    scaling
        How many copies run; 2 to 4 by default.
    slo
        What it promises; 99.9 % available, the 99th percentile within 500 ms, by default.
    smoke_test
        What a new version has to answer before it gets traffic; a request for the health check's path by
        default.
    shutdown
        How long a copy may take to end; 30 seconds for its last requests by default.
    environment
        Plain environment variables, none by default. No secrets: who can read the service can read them.
    secrets
        Environment variables whose values are kept elsewhere, from :class:`SecretSource`; none by default.

    Raises
    ------
    SpecificationError
        If any value is not allowed; the message lists all of them.

    Examples
    --------
    >>> from goldenpath import ImageSource, ServiceSpec
    >>> checkout = ServiceSpec(
    ...     name="checkout", owner="team-orders", runbook="https://runbooks.example.com/checkout",
    ...     image=ImageSource.directory("docker/checkout"), cpu=512, memory_mib=1024,
    ... )
    >>> checkout.health.path
    '/'
    >>> ServiceSpec(
    ...     name="checkout", owner="team-orders", runbook="https://runbooks.example.com/checkout",
    ...     image=ImageSource.directory("docker/checkout"), cpu=512, memory_mib=512,
    ... )
    Traceback (most recent call last):
        ...
    goldenpath.service.specification.SpecificationError: ServiceSpec is not valid:
      memory_mib: should be one of 1024, 2048, 3072, 4096 beside cpu 512, not 512

    References
    ----------
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
    """

    name: _Name
    owner: _Owner
    runbook: _Runbook
    image: Annotated[DirectoryImage | DigestImage, Field(discriminator="kind")]
    port: Annotated[int, Field(ge=1024, le=65_535)] = 8080
    cpu: int = 256
    memory_mib: int = 512
    architecture: Literal["x86-64", "arm64"] = "x86-64"
    health: HealthCheck = HealthCheck()
    scaling: Scaling = Scaling()
    slo: Slo = Slo()
    smoke_test: SmokeTest = SmokeTest()
    shutdown: Shutdown = Shutdown()
    environment: Mapping[_VariableName, str] = Field(default_factory=dict)
    secrets: Mapping[_VariableName, _Secret] = Field(default_factory=dict)

    @field_validator("cpu")
    @classmethod
    def _cpu_exists(cls, cpu: int) -> int:
        return check_cpu(cpu)

    @field_validator("memory_mib")
    @classmethod
    def _memory_exists_beside_cpu(cls, memory_mib: int, info: ValidationInfo) -> int:
        cpu = info.data.get("cpu")
        return memory_mib if cpu is None else check_memory(memory_mib, cpu)

    @field_validator("shutdown")
    @classmethod
    def _lets_requests_end(cls, shutdown: Shutdown, info: ValidationInfo) -> Shutdown:
        slo = info.data.get("slo")
        if slo is not None and shutdown.drain_seconds * 1000 < slo.latency_ms:
            raise ValueError(
                f"should drain for at least the {slo.latency_ms} ms that the SLO lets a request take"
            )
        return shutdown

    @field_validator("environment", "secrets")
    @classmethod
    def _leaves_port_alone(cls, variables: Mapping[str, object]) -> Mapping[str, object]:
        if "PORT" in variables:
            raise ValueError("should leave PORT alone, which comes from the field port")
        return variables

    @field_validator("secrets")
    @classmethod
    def _not_plain_too(cls, secrets: Mapping[str, object], info: ValidationInfo) -> Mapping[str, object]:
        twice = sorted(secrets.keys() & info.data.get("environment", {}).keys())
        if twice:
            raise ValueError(f"should not repeat what environment has: {', '.join(twice)}")
        return secrets
