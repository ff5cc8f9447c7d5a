"""Releases by ECS itself: what it is told, what it may do, and that a stack update never moves traffic."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import DeployStrategy, Route, SmokeTest, UnsupportedStrategyError
from tests.constructs.runtimes.conftest import describe

RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
WEIGHTS = "Custom::LiveWeights"


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture(scope="module")
def synthesise(open_shop: Callable[..., Any]) -> Callable[..., assertions.Template]:
    def make(strategy: DeployStrategy, **arguments: Any) -> assertions.Template:
        shop = open_shop()
        shop.serve("Checkout", strategy=strategy, engine="ecs", **arguments)
        return assertions.Template.from_stack(shop.service_stack)

    return make


@pytest.fixture(scope="module")
def canary(synthesise: Callable[..., assertions.Template]) -> assertions.Template:
    return synthesise(DeployStrategy.canary(percent=5, bake=minutes(7)))


def configuration(template: assertions.Template) -> dict[str, Any]:
    (service,) = template.find_resources("AWS::ECS::Service").values()
    return dict(service["Properties"]["DeploymentConfiguration"])


def test_a_canary_is_watched_twice(canary: assertions.Template) -> None:
    alarms = [{"Ref": name} for name in canary.find_resources("AWS::CloudWatch::Alarm")]
    (function,) = canary.find_resources("AWS::Lambda::Function")
    (hook,) = configuration(canary)["LifecycleHooks"]

    assert len(alarms) == 3
    assert hook["HookTargetArn"] == {"Fn::GetAtt": [function, "Arn"]}
    assert hook["LifecycleStages"] == ["POST_TEST_TRAFFIC_SHIFT"]
    assert configuration(canary) == {
        "Alarms": {"AlarmNames": alarms, "Enable": True, "Rollback": True},
        "LifecycleHooks": [hook],
        "Strategy": "CANARY",
        "CanaryConfiguration": {"CanaryPercent": 5, "CanaryBakeTimeInMinutes": 7},
        "BakeTimeInMinutes": 7,
        "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
        "MinimumHealthyPercent": 100,
        "MaximumPercent": 200,
    }


def test_linear_steps_are_watched_one_by_one(synthesise: Callable[..., assertions.Template]) -> None:
    told = configuration(synthesise(DeployStrategy.linear(percent=25, interval=minutes(3), bake=minutes(9))))
    assert told["Strategy"] == "LINEAR"
    assert told["LinearConfiguration"] == {"StepPercent": 25, "StepBakeTimeInMinutes": 3}
    assert told["BakeTimeInMinutes"] == 9


def test_blue_green_bakes_after_the_one_shift(synthesise: Callable[..., assertions.Template]) -> None:
    told = configuration(synthesise(DeployStrategy.blue_green(bake=minutes(15))))
    assert (told["Strategy"], told["BakeTimeInMinutes"]) == ("BLUE_GREEN", 15)


def test_both_versions_stand_behind_both_rules(canary: assertions.Template) -> None:
    (service,) = canary.find_resources("AWS::ECS::Service").values()
    (balancer,) = service["Properties"]["LoadBalancers"]
    groups = [{"Ref": name} for name in canary.find_resources("AWS::ElasticLoadBalancingV2::TargetGroup")]
    rules = canary.find_resources(RULE)
    advanced = balancer["AdvancedConfiguration"]

    assert [balancer["TargetGroupArn"], advanced["AlternateTargetGroupArn"]] == groups
    assert {advanced["ProductionListenerRule"]["Ref"], advanced["TestListenerRule"]["Ref"]} == set(rules)
    for rule in rules.values():
        (action,) = rule["Properties"]["Actions"]
        assert [group["TargetGroupArn"] for group in action["ForwardConfig"]["TargetGroups"]] == groups
    assert len({str(rule["Properties"]["ListenerArn"]) for rule in rules.values()}) == 2
    assert set(rules) <= set(service["DependsOn"])


def test_ecs_may_move_this_services_traffic_and_no_other(canary: assertions.Template) -> None:
    roles = canary.find_resources("AWS::IAM::Role")
    (role,) = [
        role
        for role in roles.values()
        if "ecs.amazonaws.com" in str(role["Properties"]["AssumeRolePolicyDocument"])
    ]
    (policy,) = role["Properties"]["Policies"]
    changes = {
        action: statement["Resource"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
        if ":Describe" not in action
    }
    groups = [{"Ref": name} for name in canary.find_resources("AWS::ElasticLoadBalancingV2::TargetGroup")]
    rules = [{"Ref": name} for name in canary.find_resources(RULE)]

    (function,) = canary.find_resources("AWS::Lambda::Function")
    assert changes.pop("lambda:InvokeFunction") == {"Fn::GetAtt": [function, "Arn"]}
    assert changes == {
        "elasticloadbalancing:RegisterTargets": groups,
        "elasticloadbalancing:DeregisterTargets": groups,
        "elasticloadbalancing:ModifyRule": rules,
    }


def test_the_template_knows_no_weights(canary: assertions.Template) -> None:
    (weights,) = canary.find_resources(WEIGHTS)
    for rule in canary.find_resources(RULE).values():
        shares = rule["Properties"]["Actions"][0]["ForwardConfig"]["TargetGroups"]
        assert all(share["Weight"]["Fn::GetAtt"][0] == weights for share in shares)


def traffic(template: assertions.Template) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Give the rules and the weights that they ask for, as CloudFormation compares them."""
    return template.find_resources(RULE), template.find_resources(WEIGHTS)


def test_a_new_version_leaves_the_rules_alone(synthesise: Callable[..., assertions.Template]) -> None:
    strategy = DeployStrategy.canary()
    before = synthesise(strategy, spec=describe(environment={"VERSION": "1"}))
    after = synthesise(strategy, spec=describe(environment={"VERSION": "2"}))

    assert before.find_resources("AWS::ECS::TaskDefinition") != after.find_resources(
        "AWS::ECS::TaskDefinition"
    )
    assert traffic(before) == traffic(after)


@pytest.mark.parametrize(
    "change",
    [
        {"route": Route(path="/*", priority=7)},
        {"route": Route(path="/checkout/*", priority=8)},
        # a tag of the rules
        {"spec": describe(owner="team-payments", smoke_test=SmokeTest(paths=("/checkout/",)))},
    ],
)
def test_whatever_changes_a_rule_asks_for_its_weights_first(
    synthesise: Callable[..., assertions.Template], change: dict[str, Any]
) -> None:
    strategy = DeployStrategy.blue_green()
    spec = describe(smoke_test=SmokeTest(paths=("/checkout/",)))
    usual: dict[str, Any] = {"route": Route(path="/checkout/*", priority=7), "spec": spec}
    rules_before, weights_before = traffic(synthesise(strategy, **usual))
    rules_after, weights_after = traffic(synthesise(strategy, **(usual | change)))

    assert rules_before != rules_after
    assert weights_before != weights_after


def test_a_new_port_or_health_check_does_not_replace_the_target_groups(
    synthesise: Callable[..., assertions.Template],
) -> None:
    strategy = DeployStrategy.blue_green()
    ports = {
        group["Properties"]["Port"]
        for port in (8080, 9090)
        for group in synthesise(strategy, spec=describe(port=port))
        .find_resources("AWS::ElasticLoadBalancingV2::TargetGroup")
        .values()
    }
    assert len(ports) == 1


def test_what_ecs_or_cloudformation_cannot_do_is_refused_with_the_numbers(
    synthesise: Callable[..., assertions.Template],
) -> None:
    with pytest.raises(UnsupportedStrategyError) as raised:
        synthesise(DeployStrategy.linear(percent=2, interval=minutes(60), bake=minutes(60)))
    assert "its percent should be at least 3, not 2" in str(raised.value)
    assert "at most 33 hours together, not 50 hours" in str(raised.value)
