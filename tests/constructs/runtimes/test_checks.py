"""Whatever is asked of an ECS service either goes together, or every contradiction is named."""

from dataclasses import dataclass
from typing import Any

import pytest
from aws_cdk import aws_ec2 as ec2
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import FargateOptions, Scaling, SecretSource
from goldenpath.runtimes.ecs.checks import check
from goldenpath.runtimes.ecs.release import Engine
from tests.constructs.runtimes.conftest import describe

SECRETS = {
    "secretsmanager": SecretSource.secrets_manager("shop/database"),
    "ssm": SecretSource.parameter("/shop/token"),
}


@dataclass(frozen=True)
class Ways:
    """A network that reaches some AWS services."""

    reached: frozenset[str]

    def reaches(self, service: ec2.InterfaceVpcEndpointAwsService) -> bool:
        return service.short_name in self.reached


@given(
    engine=st.sampled_from(["codedeploy", "ecs"]),
    options=st.builds(
        FargateOptions,
        on_demand_base=st.integers(0, 12),
        spot_weight=st.integers(0, 3),
        execute_command=st.booleans(),
        service_connect=st.booleans(),
    ),
    maximum=st.integers(2, 10),
    sources=st.sets(st.sampled_from(list(SECRETS))),
    reached=st.frozensets(st.sampled_from([*SECRETS, "ssmmessages"])),
)
def test_all_contradictions_are_named_and_nothing_else(
    engine: Engine, options: FargateOptions, maximum: int, sources: set[str], reached: frozenset[str]
) -> None:
    spec = describe(
        scaling=Scaling(maximum=maximum), secrets={name.upper(): SECRETS[name] for name in sources}
    )
    expected = (
        (["service_connect"] if options.service_connect and engine == "codedeploy" else [])
        + (["on_demand_base"] if options.on_demand_base > maximum else [])
        + ["secrets"] * len(sources - reached)
        + (["execute_command"] if options.execute_command and "ssmmessages" not in reached else [])
    )
    network: Any = Ways(reached)
    if not expected:
        check(spec, options, engine, network)
        return
    with pytest.raises(ValueError, match="The service checkout cannot run like this:") as caught:
        check(spec, options, engine, network)
    assert [line.split(":")[0].strip() for line in str(caught.value).splitlines()[1:]] == expected
