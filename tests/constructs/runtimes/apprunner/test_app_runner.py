"""A microservice on App Runner, and what its platform shares."""

from collections.abc import Callable, Sequence
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2

from goldenpath import (
    AppRunnerOptions,
    AppRunnerPlatform,
    AppRunnerService,
    DeployStrategy,
    Domain,
    LogKey,
    Network,
    Route,
    SecretSource,
    SpecificationError,
    UnsupportedError,
)
from tests.constructs.runtimes.conftest import DIGEST, describe
from tests.constructs.runtimes.deployed import deployed

DOMAIN = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")
Serve = Callable[..., tuple[AppRunnerService, cdk.Stack, cdk.Stack]]


@pytest.fixture(scope="module")
def serve(make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]) -> Serve:
    def make(
        domain: Domain | None = None,
        interface_endpoints: Sequence[ec2.InterfaceVpcEndpointAwsService] | None = None,
        **arguments: Any,
    ) -> tuple[AppRunnerService, cdk.Stack, cdk.Stack]:
        below = make_stack()
        key = LogKey(below, "LogKey")
        network = Network(
            below,
            "Network",
            cidr="10.0.0.0/16",
            availability_zones=["eu-west-1a", "eu-west-1b"],
            log_key=key,
            interface_endpoints=interface_endpoints,
        )
        platform = AppRunnerPlatform(below, "Platform", network=network, log_key=key, domain=domain)
        stack = make_stack_beside(below)
        how: dict[str, Any] = {"spec": describe(), "strategy": DeployStrategy.blue_green()} | arguments
        return AppRunnerService(stack, "Checkout", platform=platform, **how), stack, below

    return make


@pytest.fixture(scope="module")
def public(serve: Serve) -> assertions.Template:
    _, stack, _ = serve(options=AppRunnerOptions(maximum_concurrency=80))
    return assertions.Template.from_stack(stack)


def test_its_stack_deploys_it_and_no_push(public: assertions.Template) -> None:
    public.has_resource_properties(
        "AWS::AppRunner::Service",
        {
            "SourceConfiguration": {
                "AutoDeploymentsEnabled": False,
                "ImageRepository": {"ImageRepositoryType": "ECR"},
            },
            "ObservabilityConfiguration": {"ObservabilityEnabled": True},
            "NetworkConfiguration": {
                "EgressConfiguration": {"EgressType": "VPC"},
                "IngressConfiguration": {"IsPubliclyAccessible": True},
            },
        },
    )
    assert DIGEST in str(public.find_resources("AWS::AppRunner::Service"))


def test_copies_are_added_by_requests_at_once(public: assertions.Template) -> None:
    public.has_resource_properties(
        "AWS::AppRunner::AutoScalingConfiguration", {"MinSize": 2, "MaxSize": 4, "MaxConcurrency": 80}
    )


def test_the_internet_meets_a_firewall(public: assertions.Template) -> None:
    public.resource_count_is("AWS::WAFv2::WebACLAssociation", 1)
    public.resource_count_is("AWS::AppRunner::VpcIngressConnection", 0)


def test_it_may_pull_its_own_image_only(public: assertions.Template) -> None:
    policies = public.find_resources("AWS::IAM::Policy")
    (access,) = [policy for name, policy in policies.items() if "AccessRole" in name]
    pulls = [
        statement["Resource"]
        for statement in access["Properties"]["PolicyDocument"]["Statement"]
        if "ecr:BatchGetImage" in statement["Action"]
    ]

    assert pulls == ["arn:aws:ecr:eu-west-1:111111111111:repository/shop/checkout"]


def test_its_roles_have_their_rights_before_it_starts(serve: Serve) -> None:
    _, stack, _ = serve(spec=describe(secrets={"TOKEN": SecretSource.parameter("/shop/token")}))
    template = assertions.Template.from_stack(stack)
    (service,) = template.find_resources("AWS::AppRunner::Service").values()

    assert template.find_resources("AWS::IAM::Policy").keys() <= set(service["DependsOn"])


def test_port_is_left_to_app_runner(public: assertions.Template) -> None:
    (service,) = public.find_resources("AWS::AppRunner::Service").values()
    image = service["Properties"]["SourceConfiguration"]["ImageRepository"]["ImageConfiguration"]

    assert image["Port"] == "8080"
    assert "PORT" not in {entry["Name"] for entry in image["RuntimeEnvironmentVariables"]}


def test_an_internal_service_is_reached_through_the_network(serve: Serve) -> None:
    service, stack, below = serve(route=Route(path="/checkout/*", priority=1, internal=True))
    template = assertions.Template.from_stack(stack)

    template.resource_count_is("AWS::AppRunner::VpcIngressConnection", 1)
    template.resource_count_is("AWS::WAFv2::WebACL", 0)
    assertions.Template.from_stack(below).has_resource_properties(
        "AWS::EC2::VPCEndpoint", {"ServiceName": "com.amazonaws.eu-west-1.apprunner.requests"}
    )
    assert service.url.endswith("/checkout/")


def test_synthesis_says_that_new_accounts_are_refused(serve: Serve) -> None:
    _, _, below = serve()
    warnings = assertions.Annotations.from_stack(below)

    warnings.has_warning(
        "/Stack/Platform", assertions.Match.string_like_regexp("no new customers .* ExpressService")
    )


def test_a_name_of_its_own_is_proven_and_leads_to_it(serve: Serve) -> None:
    service, stack, below = serve(domain=DOMAIN, route=Route(host="pay.shop.example.com", priority=1))
    template = assertions.Template.from_stack(stack)

    assert service.url == "https://pay.shop.example.com/"
    template.has_resource_properties("Custom::AppRunnerDomain", {"DomainName": "pay.shop.example.com"})
    template.resource_count_is("AWS::Route53::RecordSet", 3)
    assertions.Template.from_stack(below).has_resource_properties(
        "AWS::IAM::Role",
        {
            "Policies": [
                {
                    "PolicyDocument": {
                        "Statement": assertions.Match.array_with(
                            [
                                assertions.Match.object_like(
                                    {
                                        "Action": [
                                            "apprunner:AssociateCustomDomain",
                                            "apprunner:DescribeCustomDomains",
                                            "apprunner:DisassociateCustomDomain",
                                        ],
                                        "Resource": "arn:aws:apprunner:eu-west-1:111111111111:service/*",
                                    }
                                )
                            ]
                        )
                    }
                }
            ]
        },
    )


def test_its_signals_are_those_of_the_service(serve: Serve) -> None:
    service, stack, _ = serve()
    attributes = {
        "ServiceArn": "arn:aws:apprunner:eu-west-1:111111111111:service/checkout/8f",
        "ServiceId": "8f",
    }
    for metric in (service.signals.requests, service.signals.errors, service.signals.saturation):
        stat = metric.to_metric_config().metric_stat
        assert stat
        assert stat.namespace == "AWS/AppRunner"
        named = {each.name: each.value for each in stat.dimensions or []}
        assert deployed(stack.resolve(named), attributes) == {"ServiceName": "checkout", "ServiceID": "8f"}


def test_slow_requests_are_counted_in_the_unit_that_app_runner_reports(serve: Serve) -> None:
    service, _, _ = serve()
    stat = service.signals.slow_requests(300).to_metric_config().metric_stat

    assert stat
    assert (stat.metric_name, stat.statistic) == ("RequestLatency", "TC(300:)")


def test_latency_is_in_seconds(serve: Serve) -> None:
    service, _, _ = serve()
    expression = service.signals.latency(99).to_metric_config().math_expression

    assert expression
    assert expression.expression == "p99_ms / 1000"


@pytest.mark.parametrize("scheme", ["", "https://"])
def test_its_address_has_one_scheme(scheme: str, serve: Serve) -> None:
    service, stack, _ = serve()
    url = deployed(stack.resolve(service.url), {"ServiceUrl": f"{scheme}a1.eu-west-1.awsapprunner.com"})

    assert url == "https://a1.eu-west-1.awsapprunner.com/"


def test_alarms_promise_no_rollback(public: assertions.Template) -> None:
    for alarm in public.find_resources("AWS::CloudWatch::Alarm").values():
        assert "App Runner does not go back by itself" in alarm["Properties"]["AlarmDescription"]
        assert "is taken back" not in alarm["Properties"]["AlarmDescription"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"route": Route(host="pay.example.com", priority=1)}, "needs a public route and a platform with"),
        (
            {"route": Route(host="pay.example.org", priority=1), "domain": DOMAIN},
            "should stand right under shop.example.com, such as shop.shop.example.com",
        ),
        ({"route": Route(host=DOMAIN.name, priority=1), "domain": DOMAIN}, "should stand right under"),
        (
            {"route": Route(host=f"a.b.{DOMAIN.name}", priority=1), "domain": DOMAIN},
            "should stand right under",
        ),
        (
            {"interface_endpoints": []},
            "traces: the network has no way .* InterfaceVpcEndpointAwsService.XRAY",
        ),
    ],
)
def test_contradictions_are_said(arguments: dict[str, Any], sentence: str, serve: Serve) -> None:
    with pytest.raises(UnsupportedError, match=sentence):
        serve(**arguments)


def test_concurrency_has_bounds() -> None:
    with pytest.raises(SpecificationError, match="maximum_concurrency: should be less than or equal to 200"):
        AppRunnerOptions(maximum_concurrency=201)
