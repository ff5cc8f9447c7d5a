"""How ECS runs the copies of a service."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from goldenpath.service import Specification

_Weight = Annotated[int, Field(ge=0, le=1000)]


class FargateOptions(Specification):
    """What only ECS offers.

    Parameters
    ----------
    on_demand_base
        How many copies run on Fargate before weights count, 0 to 5000; none by default.
    on_demand_weight, spot_weight
        The relative shares of the other copies that run on Fargate and on Fargate Spot, 0 to 1000 and not
        both 0; 1 and 0 by default. Spot is cheaper, and copies there end with two minutes' warning.
    execute_command
        Whether people may open a shell in a running copy (ECS Exec); not by default. Each session is
        encrypted and written to the platform's log group for commands. The copies' file system can be
        written to then, which ECS Exec needs.
    service_connect
        Whether the service speaks with others by their names, such as ``http://checkout:8080``, without a
        load balancer between them (Service Connect); not by default. Needs the engine ``ecs``. ECS runs a
        proxy in each copy for it, for which AWS recommends another 256 units of ``cpu`` and 64 MiB of memory.
        Requests that come by name pass no load balancer: no alarm of a release sees them. Where they matter,
        give the service a ``Route(internal=True)`` instead.

    Raises
    ------
    SpecificationError
        If a value is outside its range, or nothing has a weight.

    Examples
    --------
    >>> from goldenpath import FargateOptions
    >>> FargateOptions(on_demand_base=2, on_demand_weight=1, spot_weight=3).uses_spot
    True

    References
    ----------
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
    """

    on_demand_base: Annotated[int, Field(ge=0, le=5000)] = 0
    on_demand_weight: _Weight = 1
    spot_weight: _Weight = 0
    execute_command: bool = False
    service_connect: bool = False

    @field_validator("spot_weight")
    @classmethod
    def _something_has_a_weight(cls, spot_weight: int, info: ValidationInfo) -> int:
        if not spot_weight and info.data.get("on_demand_weight") == 0:
            raise ValueError("should be at least 1 where on_demand_weight is 0")
        return spot_weight

    @property
    def uses_spot(self) -> bool:
        """Whether copies may run on Fargate Spot."""
        return self.spot_weight > 0
