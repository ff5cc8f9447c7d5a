"""A microservice on App Runner, and what its platform shares."""

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions

from goldenpath import (
    AppRunnerOptions,
    AppRunnerPlatform,
    AppRunnerService,
    DeployStrategy,
    Domain,
    LogKey,
    NatMode,
    Network,
    Route,
    SpecificationError,
    UnsupportedError,
)
from tests.constructs.runtimes.conftest import DIGEST, describe

DOMAIN = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")
Serve = Callable[..., tuple[AppRunnerService, cdk.Stack, cdk.Stack]]


@pytest.fixture(scope="module")
def serve(make_stack: Callable[[], cdk.Stack], make_stack_beside: Callable[[cdk.Stack], cdk.Stack]) -> Serve:
    def make(
        domain: Domain | None = None, nat: NatMode = NatMode.SINGLE, **arguments: Any
    ) -> tuple[AppRunnerService, cdk.Stack, cdk.Stack]:
        below = make_stack()
        key = LogKey(below, "LogKey")
        network = Network(
            below,
            "Network",
            cidr="10.0.0.0/16",
            availability_zones=["eu-west-1a", "eu-west-1b"],
            log_key=key,
            nat=nat,
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
            "should stand under shop.example.com, such as shop.shop.example.com",
        ),
        ({"nat": NatMode.NONE}, "a network without NAT has no way to all of it; give it NAT"),
    ],
)
def test_contradictions_are_said(arguments: dict[str, Any], sentence: str, serve: Serve) -> None:
    with pytest.raises(UnsupportedError, match=sentence):
        serve(**arguments)


def test_concurrency_has_bounds() -> None:
    with pytest.raises(SpecificationError, match="maximum_concurrency: should be less than or equal to 200"):
        AppRunnerOptions(maximum_concurrency=201)
