"""What the environment tells a service, checked when it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping


class SettingsError(ValueError):
    """The environment's variables cannot be used; the message names all that are wrong."""


class ServiceSettings(BaseModel):
    """What every service is told; a service adds its own.

    Parameters
    ----------
    host
        Address to listen on (``HOST``).
    port
        Port to listen on (``PORT``).
    log_level
        The least serious log line that is written (``LOG_LEVEL``).
    drain_seconds
        How long the service goes on answering once told to stop, saying that it is not ready
        (``DRAIN_SECONDS``). It should be longer where requests are sent meanwhile, such as on Kubernetes.
    shutdown_seconds
        How long open requests may take to end after that (``SHUTDOWN_SECONDS``). Both together should be
        less than the platform waits before it kills: 30 seconds on ECS.
    most_requests
        How many requests may be open at once; more are told to come again (``MOST_REQUESTS``).
    otel_exporter_otlp_traces_endpoint
        Where traces are sent (``OTEL_EXPORTER_OTLP_TRACES_ENDPOINT``); none are made where it is empty.
        OpenTelemetry's other variables hold too; see :mod:`chassis.traces`.
    fault
        What goes wrong on purpose, to rehearse a rollback (``FAULT``); see :mod:`chassis.fault`.

    Examples
    --------
    >>> ServiceSettings.from_environment({"PORT": "9000"}).port
    9000
    """

    model_config = ConfigDict(frozen=True)
    service: ClassVar[str] = "the service"

    host: Annotated[str, Field(min_length=1, description="an address to listen on, such as 0.0.0.0")] = (
        "0.0.0.0"  # noqa: S104 - in a container, where the load balancer comes from outside
    )
    port: Annotated[int, Field(ge=1, le=65535, description="a port, 1 to 65535")] = 8080
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="one of debug, info, warning, error"),
    ] = "info"
    drain_seconds: Annotated[int, Field(ge=0, le=60, description="seconds, 0 to 60")] = 2
    shutdown_seconds: Annotated[int, Field(ge=1, le=110, description="seconds, 1 to 110")] = 20
    most_requests: Annotated[int, Field(ge=1, le=10_000, description="a number, 1 to 10000")] = 100
    otel_exporter_otlp_traces_endpoint: Annotated[
        str,
        Field(
            pattern=r"^(|https?://[^\s/]+/.+)$",
            description="an address, such as http://localhost:4316/v1/traces",
        ),
    ] = ""
    fault: Annotated[
        str,
        Field(
            pattern=r"^(|crash|unhealthy|errors:(100|[1-9]?[0-9])|slow:[0-9]{1,5}|leak:[0-9]{1,4})$",
            description="crash, unhealthy, errors:PERCENT, slow:MILLISECONDS or leak:KIBIBYTES",
        ),
    ] = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read the settings from environment variables.

        Parameters
        ----------
        environment
            The variables, such as ``os.environ``.

        Raises
        ------
        SettingsError
            If any is missing or not allowed.
        """
        names = {name: name.upper() for name in cls.model_fields}
        given = {name: environment[variable] for name, variable in names.items() if variable in environment}
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            wrong = [str(detail["loc"][0]) for detail in error.errors()]
        lines = [f"  {names[name]}{_shown(given.get(name))} should be {cls._allowed(name)}" for name in wrong]
        raise SettingsError("\n".join([f"The environment of {cls.service} is not valid:", *lines]))

    @classmethod
    def _allowed(cls, name: str) -> str:
        return str(cls.model_fields[name].description)


def _shown(value: str | None) -> str:
    return " is missing: it" if value is None else f"={value!r}"
