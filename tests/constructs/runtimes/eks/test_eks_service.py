"""A microservice on EKS: reached, scaled, identified, judged and taken back."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import (
    DeployStrategy,
    Domain,
    EksOptions,
    Route,
    Scaling,
    SecretSource,
    SmokeTest,
    UnsupportedError,
)
from goldenpath.runtimes.eks.release import rollout
from goldenpath.runtimes.eks.workload.pod import pod_template
from tests.constructs.runtimes.conftest import describe
from tests.constructs.runtimes.eks.conftest import EksShop, objects, one

RULES = Route(path="/checkout/*", priority=10, internal=True)
SECRETS = {
    "PASSWORD": SecretSource.secrets_manager("shop/database", field="password"),
    "TOKEN": SecretSource.parameter("/shop/token"),
}


@pytest.fixture(scope="module")
def template(open_eks: Callable[..., EksShop]) -> assertions.Template:
    shop = open_eks()
    spec = describe(
        smoke_test=SmokeTest(paths=("/checkout/ready",), attempts=4),
        scaling=Scaling(minimum=3, maximum=9, target_cpu_percent=55, target_memory_percent=70),
        secrets=SECRETS,
        environment={"CURRENCY": "EUR"},
    )
    shop.serve(spec=spec, route=RULES)
    return assertions.Template.from_stack(shop.service_stack)


@pytest.fixture(scope="module")
def found(template: assertions.Template) -> list[dict[str, Any]]:
    return objects(template)


def test_all_traffic_is_the_stable_version_s_between_releases(found: list[dict[str, Any]]) -> None:
    ingress = one(found, "Ingress")
    action = json.loads(ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/actions.checkout"])
    weights = {group["serviceName"]: group["weight"] for group in action["forwardConfig"]["targetGroups"]}

    assert weights == {"checkout-stable": 100, "checkout-canary": 0}
    assert ingress["spec"]["ingressClassName"] == "goldenpath-internal"
    (path,) = ingress["spec"]["rules"][0]["http"]["paths"]
    assert path["path"] == "/checkout/*"
    assert path["backend"]["service"] == {"name": "checkout", "port": {"name": "use-annotation"}}
    assert {each["metadata"]["name"] for each in found if each["kind"] == "Service"} == {
        "checkout",
        "checkout-stable",
        "checkout-canary",
    }


def test_a_release_is_judged_by_what_the_alarms_are(
    template: assertions.Template, found: list[dict[str, Any]]
) -> None:
    metrics = one(found, "AnalysisTemplate", "golden-signals")["spec"]["metrics"]
    alarms = template.find_resources("AWS::CloudWatch::Alarm").values()
    expressions = {
        query["Expression"]
        for alarm in alarms
        for query in alarm["Properties"]["Metrics"]
        if "Expression" in query
    }

    judged = [metric["provider"]["cloudWatch"]["metricDataQueries"] for metric in metrics]
    assert {queries[0]["expression"] for queries in judged} == expressions
    assert [metric["successCondition"] for metric in metrics] == [
        "len(filter(result[0].Values, {# > 1.44})) < 2",
        "len(filter(result[0].Values, {# > 0.5})) < 2",
        "len(filter(result[0].Values, {# > 0})) < 2",
    ]
    assert all(metric["failureLimit"] == 0 for metric in metrics)


def test_a_version_is_tried_before_it_gets_traffic(found: list[dict[str, Any]]) -> None:
    canary = one(found, "Rollout")["spec"]["strategy"]["canary"]
    (metric,) = one(found, "AnalysisTemplate", "smoke-test")["spec"]["metrics"]
    job = metric["provider"]["job"]["spec"]

    first_share = next(index for index, step in enumerate(canary["steps"]) if "setWeight" in step)
    tried = next(index for index, step in enumerate(canary["steps"]) if "analysis" in step)
    assert tried < first_share == canary["analysis"]["startingStep"]
    assert job["backoffLimit"] == 3
    command = job["template"]["spec"]["containers"][0]["command"]
    assert command[-1] == "http://checkout-canary.checkout:8080/checkout/ready"


def test_copies_follow_their_load(found: list[dict[str, Any]]) -> None:
    scaler = one(found, "HorizontalPodAutoscaler")["spec"]
    targets = {
        metric["resource"]["name"]: metric["resource"]["target"]["averageUtilization"]
        for metric in scaler["metrics"]
    }

    assert (scaler["minReplicas"], scaler["maxReplicas"]) == (3, 9)
    assert targets == {"cpu": 55, "memory": 70}
    assert scaler["scaleTargetRef"] == {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Rollout",
        "name": "checkout",
    }
    assert "replicas" not in one(found, "Rollout")["spec"]  # it would undo the autoscaler


def test_secrets_are_references(found: list[dict[str, Any]], template: assertions.Template) -> None:
    container = one(found, "Rollout")["spec"]["template"]["spec"]["containers"][0]
    references = {entry["name"]: entry.get("valueFrom") for entry in container["env"]}
    provider = one(found, "SecretProviderClass", "secrets")["spec"]["parameters"]
    kept = {entry["objectName"]: entry for entry in json.loads(provider["objects"])}

    assert references["PASSWORD"] == {"secretKeyRef": {"key": "PASSWORD", "name": "secrets"}}
    assert kept["shop/database"]["jmesPath"] == [{"path": '"password"', "objectAlias": "PASSWORD"}]
    assert kept["/shop/token"]["objectType"] == "ssmparameter"
    (policy,) = template.find_resources("AWS::IAM::Policy").values()
    granted = [
        action
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in (
            statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        )
    ]
    assert {"secretsmanager:GetSecretValue", "ssm:GetParameters"} <= set(granted)


def test_pods_have_a_role_of_their_own(template: assertions.Template) -> None:
    template.has_resource_properties(
        "AWS::EKS::PodIdentityAssociation", {"Namespace": "checkout", "ServiceAccount": "checkout"}
    )
    template.has_resource_properties(
        "AWS::IAM::Role",
        {
            "AssumeRolePolicyDocument": {
                "Statement": [
                    {
                        "Action": ["sts:AssumeRole", "sts:TagSession"],
                        "Effect": "Allow",
                        "Principal": {"Service": "pods.eks.amazonaws.com"},
                    }
                ]
            }
        },
    )


def test_a_rolling_service_has_one_target_group_and_keeps_its_capacity(
    open_eks: Callable[..., EksShop],
) -> None:
    shop = open_eks()
    shop.serve(strategy=DeployStrategy.rolling())
    template = assertions.Template.from_stack(shop.service_stack)
    deployment = one(objects(template), "Deployment")

    assert deployment["spec"]["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    template.has_resource_properties("Custom::IngressTargets", {"Versions": 1})


def test_a_caller_is_admitted_to_internal_routes_only_by_name(open_eks: Callable[..., EksShop]) -> None:
    shop = open_eks()
    service = shop.serve(route=RULES)
    caller = ec2.SecurityGroup(shop.service_stack, "Caller", vpc=shop.platform.network.vpc)
    service.admit(ec2.Connections(security_groups=[caller]))

    assertions.Template.from_stack(shop.service_stack).has_resource_properties(
        "AWS::EC2::SecurityGroupIngress", {"FromPort": 80, "ToPort": 80, "IpProtocol": "tcp"}
    )
    assert service.url.endswith("/checkout/")


def test_a_name_of_its_own_leads_to_the_load_balancer(open_eks: Callable[..., EksShop]) -> None:
    shop = open_eks(domain=Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ"))
    service = shop.serve(route=Route(host="pay.shop.example.com", priority=1))

    assert service.url == "https://pay.shop.example.com/"
    assertions.Template.from_stack(shop.service_stack).has_resource_properties(
        "AWS::Route53::RecordSet", {"Name": "pay.shop.example.com", "Type": "A"}
    )


def test_all_that_is_wrong_is_said_at_once(open_eks: Callable[..., EksShop]) -> None:
    shop = open_eks(options=EksOptions())
    spec = describe(
        name="kube-cart",
        scaling=Scaling(target_requests_per_minute=100),
        smoke_test=SmokeTest(paths=("/",)),
    )

    with pytest.raises(UnsupportedError) as refused:
        shop.serve(spec=spec, route=Route(path="/cart/*", priority=2000))
    message = str(refused.value)
    assert message.startswith("EKS cannot run the service kube-cart like this:")
    for part in (
        "scaling.target_requests_per_minute: its autoscaler sees processors and memory only; ECS can",
        "route.priority: should be 1 to 999 on EKS, not 2000",
        "name: the namespace kube-cart is the cluster's own",
        "smoke_test: it needs a platform with a smoke_test_image",
    ):
        assert part in message


def test_a_route_needs_its_load_balancer(open_eks: Callable[..., EksShop]) -> None:
    with pytest.raises(ValueError, match="An internal route needs a platform with internal_ingress=True"):
        open_eks(options=EksOptions()).serve(route=RULES)


minutes = st.integers(1, 60).map(lambda count: timedelta(minutes=count))
shifting = st.one_of(
    st.builds(DeployStrategy.blue_green, bake=minutes),
    st.builds(DeployStrategy.canary, percent=st.integers(1, 99), bake=minutes),
    st.builds(DeployStrategy.linear, percent=st.integers(1, 99), interval=minutes, bake=minutes),
)


@given(shifting)
def test_steps_move_the_traffic_as_the_strategy_says(strategy: Any) -> None:
    spec = describe()
    pod = pod_template(spec, image="image@sha256:0", environment={}, service_account=spec.name)
    described = rollout(spec, pod, strategy, signals_template="signals", smoke_test_template=None)
    steps = described["spec"]["strategy"]["canary"]["steps"]

    elapsed, shifts = timedelta(), []
    for step in steps:
        if "setWeight" in step:
            shifts.append((elapsed, step["setWeight"]))
        if "pause" in step:
            elapsed += timedelta(seconds=int(step["pause"]["duration"].removesuffix("s")))
    assert shifts == list(strategy.shifts)
    assert elapsed == strategy.shifts[-1].after + strategy.bake


@given(shifting, st.sampled_from([None, "smoke-test"]))
def test_copies_stand_ready_before_their_traffic_and_stay(strategy: Any, smoke_test: str | None) -> None:
    spec = describe()
    pod = pod_template(spec, image="image@sha256:0", environment={}, service_account=spec.name)
    described = rollout(spec, pod, strategy, signals_template="signals", smoke_test_template=smoke_test)

    sizes, shares = zip(*_canary_sizes(described["spec"]["strategy"]["canary"]["steps"]), strict=True)
    assert sizes[0] == strategy.shifts[0].percent  # what is tried is what gets the first traffic
    assert list(sizes) == sorted(sizes)  # none of them is thrown away on the way
    assert all(size >= share for size, share in zip(sizes, shares, strict=True))


def _canary_sizes(steps: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """Give the percent of copies and of traffic that Argo keeps for a new version at each step.

    https://github.com/argoproj/argo-rollouts/blob/v1.9.1/utils/replicaset/canary.go, UseSetCanaryScale
    """
    fixed, share = None, 0
    for step in steps:
        share = step.get("setWeight", share)
        fixed = step["setCanaryScale"].get("weight") if "setCanaryScale" in step else fixed
        yield share if fixed is None else fixed, share


def test_a_smoke_test_that_cannot_start_fails(found: list[dict[str, Any]]) -> None:
    (metric,) = one(found, "AnalysisTemplate", "smoke-test")["spec"]["metrics"]

    assert metric["provider"]["job"]["spec"]["activeDeadlineSeconds"] == 900


def test_what_stands_in_the_isolated_tier_can_be_reached(
    found: list[dict[str, Any]], open_eks: Callable[..., EksShop]
) -> None:
    subnets = open_eks().platform.network.vpc.select_subnets(subnet_group_name="isolated").subnets
    egress = one(found, "NetworkPolicy")["spec"]["egress"]
    by_cidr = {peer["ipBlock"]["cidr"]: rule for rule in egress for peer in rule["to"] if "ipBlock" in peer}

    assert len(subnets) == 2
    for subnet in subnets:  # which of it, and on which port, its security groups say
        assert by_cidr[subnet.ipv4_cidr_block]["ports"] == [{"protocol": "TCP"}]


def test_a_name_and_a_priority_are_one_service_s(open_eks: Callable[..., EksShop]) -> None:
    shop = open_eks()
    shop.serve("One", route=RULES)

    with pytest.raises(UnsupportedError) as refused:
        shop.serve("Other", route=RULES)
    assert re.search(r"name: \S*/One has the namespace checkout", str(refused.value))
    assert re.search(r"route.priority: \S*/One has 10 on this load balancer", str(refused.value))
    shop.serve("Public", spec=describe(name="shop"), route=Route(path="/shop/*", priority=10))


def test_a_host_is_one_that_the_certificate_covers(open_eks: Callable[..., EksShop]) -> None:
    shop = open_eks(domain=Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ"))

    with pytest.raises(UnsupportedError) as refused:
        shop.serve(spec=describe(name="kube-cart"), route=Route(host="a.b.shop.example.com", priority=1))
    assert "route.host: a.b.shop.example.com should be shop.example.com or stand right" in str(refused.value)
    assert "name: the namespace kube-cart" in str(refused.value)


def test_load_is_that_of_the_copies_whatever_kubernetes_services_they_stand_behind(
    open_eks: Callable[..., EksShop],
) -> None:
    signals = open_eks().serve().signals

    # The agent counts a pod for one of its Kubernetes services only, and a rollout has three of them.
    for metric in (signals.saturation, signals.memory):
        stat = metric.to_metric_config().metric_stat
        assert stat is not None
        named = {each.name: each.value for each in stat.dimensions or []}
        assert named.keys() == {"ClusterName", "Namespace", "PodName"}
        assert (named["Namespace"], named["PodName"]) == ("checkout", "checkout")
