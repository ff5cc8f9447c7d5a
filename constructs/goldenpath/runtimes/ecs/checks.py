"""What cannot go together in an ECS service."""

from collections.abc import Iterator

from goldenpath.network import Network
from goldenpath.runtimes.ecs.fargate_options import FargateOptions
from goldenpath.runtimes.ecs.release import Engine
from goldenpath.runtimes.reach import Need, needed_for_secrets, out_of_reach
from goldenpath.service import ServiceSpec


def check(spec: ServiceSpec, options: FargateOptions, engine: Engine, network: Network) -> None:
    """Refuse contradictions between a service's description and where and how it shall run.

    Raises
    ------
    ValueError
        With all of them.
    """
    problems = list(_problems(spec, options, engine, network))
    if problems:
        raise ValueError("\n".join([f"The service {spec.name} cannot run like this:", *problems]))


def _problems(spec: ServiceSpec, options: FargateOptions, engine: Engine, network: Network) -> Iterator[str]:
    if options.service_connect and engine != "ecs":
        yield "  service_connect: CodeDeploy cannot release it; use the engine ecs, or leave it out"
    if options.on_demand_base > spec.scaling.maximum:
        yield (
            f"  on_demand_base: should be at most the scaling's maximum ({spec.scaling.maximum}), "
            f"not {options.on_demand_base}"
        )
    yield from (f"  {problem}" for problem in out_of_reach(_needed(spec, options), network))


def _needed(spec: ServiceSpec, options: FargateOptions) -> Iterator[Need]:
    yield from needed_for_secrets(spec)
    if options.execute_command:
        yield "execute_command", "SSM_MESSAGES"
