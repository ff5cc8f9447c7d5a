"""Every object that a cluster gets, against Kubernetes' own schemas and the policies of a careful team."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import assertions
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import (
    DeployStrategy,
    HealthCheck,
    Route,
    Scaling,
    SecretSource,
    ServiceSpec,
    Shutdown,
    SmokeTest,
)
from goldenpath.runtimes.eks.workload.autoscaling import disruption_budget, horizontal_autoscaler
from goldenpath.runtimes.eks.workload.network_policy import network_policy
from goldenpath.runtimes.eks.workload.pod import pod_template
from goldenpath.service import DeployStrategy as Strategy
from tests.constructs.runtimes.conftest import describe
from tests.constructs.runtimes.eks.conftest import EksShop, objects
from tests.constructs.runtimes.eks.validation import pods, problems

STRATEGIES = [
    DeployStrategy.rolling(),
    DeployStrategy.blue_green(),
    DeployStrategy.canary(),
    DeployStrategy.linear(),
]
SECRETS = {
    "DATABASE_PASSWORD": SecretSource.secrets_manager("shop/database", field="password"),
    "DATABASE_USER": SecretSource.secrets_manager("shop/database", field="user name"),
    "PAYMENT_TOKEN": SecretSource.parameter("/shop/payment-token"),
}


@pytest.fixture(scope="module")
def found(open_eks: Callable[..., EksShop]) -> list[dict[str, Any]]:
    shop = open_eks()
    for priority, strategy in enumerate(STRATEGIES, start=1):
        shifts = strategy.kind != "rolling"
        spec = describe(
            name=strategy.kind,
            secrets=SECRETS,
            architecture="arm64" if shifts else "x86-64",
            **({"smoke_test": SmokeTest(paths=("/", "/ready"))} if shifts else {}),
        )
        route = Route(path=f"/{strategy.kind}/*", priority=priority)
        shop.serve(strategy.kind, spec=spec, strategy=strategy, route=route)
    stacks = (shop.platform_stack, shop.service_stack)
    return [each for stack in stacks for each in objects(assertions.Template.from_stack(stack))]


def test_schemas_find_nothing(found: list[dict[str, Any]]) -> None:
    kinds = {each["kind"] for each in found}

    assert {"Deployment", "Rollout", "AnalysisTemplate", "Ingress", "NetworkPolicy", "NodePool"} <= kinds
    assert problems(found) == []


def test_schemas_would_find_a_wrong_field(found: list[dict[str, Any]]) -> None:
    rollout = next(each for each in found if each["kind"] == "Rollout")
    canary = rollout["spec"]["strategy"]["canary"]
    wrong = {**rollout, "spec": {**rollout["spec"], "strategy": {"canary": {**canary, "stapes": []}}}}
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "x"}, "spec": {"prots": []}}

    assert problems([wrong]) == ["spec/strategy/canary/stapes is not known"]
    for kind, field in (
        ("NodePool", "nodes"),
        ("IngressClassParams", "sslPolicy"),
        ("SecretProviderClass", "key"),
    ):
        custom = next(each for each in found if each["kind"] == kind)
        spoilt = {**custom, "spec": {**custom["spec"], field: "x"}}
        assert field in problems([spoilt])[0], kind
    assert "prots" in problems([service])[0]


def check_policies(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False
        assert context["readOnlyRootFilesystem"] is True
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["requests"].keys() == container["resources"]["limits"].keys()
        assert {"cpu", "memory"} <= container["resources"]["limits"].keys()
        assert ":latest" not in container["image"]


def test_no_pod_is_root_or_without_limits(found: list[dict[str, Any]]) -> None:
    assert len(pods(found)) == len(STRATEGIES) + 3 * 2  # and two paths of three smoke tests
    for pod in pods(found):
        check_policies(pod)


def test_a_service_has_all_probes_and_is_spread(found: list[dict[str, Any]]) -> None:
    for each in found:
        if each["kind"] in ("Deployment", "Rollout"):
            pod = each["spec"]["template"]["spec"]
            assert {"startupProbe", "readinessProbe", "livenessProbe"} <= pod["containers"][0].keys()
            assert len(pod["topologySpreadConstraints"]) == 2


def test_namespaces_enforce_the_restricted_standard(found: list[dict[str, Any]]) -> None:
    for strategy in STRATEGIES:
        (namespace,) = [
            each
            for each in found
            if each["kind"] == "Namespace" and each["metadata"]["name"] == strategy.kind
        ]
        assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


sizes = st.sampled_from([(256, 512), (512, 4096), (1024, 2048), (16384, 122_880)])
specs = st.builds(
    lambda size, grace, drain, port, minimum, memory: describe(
        cpu=size[0],
        memory_mib=size[1],
        port=port,
        health=HealthCheck(path="/healthz", startup_grace_seconds=grace),
        shutdown=Shutdown(drain_seconds=drain),
        scaling=Scaling(minimum=minimum, maximum=minimum + 3, target_memory_percent=memory),
        secrets=SECRETS,
    ),
    sizes,
    st.integers(0, 3600),
    st.integers(1, 120),
    st.integers(1024, 65_535),
    st.integers(1, 4000),
    st.none() | st.integers(10, 90),
)


@given(specs)
def test_any_service_is_valid(spec: ServiceSpec) -> None:
    template = pod_template(spec, image="image@sha256:0", environment={"A": "B"}, service_account=spec.name)
    pod = {"apiVersion": "v1", "kind": "Pod", **template.to_dict()}
    others = [
        horizontal_autoscaler(spec, "Rollout"),
        disruption_budget(spec),
        network_policy(spec, network_cidr="10.0.0.0/16", data_cidrs=["10.0.240.0/24"]),
    ]

    assert problems([pod, *(each.to_dict() for each in others)]) == []
    check_policies(pod["spec"])
    assert pod["spec"]["terminationGracePeriodSeconds"] > spec.shutdown.drain_seconds
    startup = pod["spec"]["containers"][0]["startupProbe"]
    assert startup["failureThreshold"] >= spec.health.unhealthy_threshold  # the first look alone ends no copy
    assert startup["failureThreshold"] * startup["periodSeconds"] >= spec.health.startup_grace_seconds


def test_what_is_tested_is_every_strategy() -> None:
    assert {type(strategy) for strategy in STRATEGIES} == set(Strategy.__subclasses__())
