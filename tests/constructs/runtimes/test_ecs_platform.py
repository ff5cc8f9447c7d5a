"""What ECS services share: the cluster and the way in from the internet."""

from collections.abc import Callable
from typing import Any

import pytest
from aws_cdk import assertions

from goldenpath import Domain, SpecificationError

DOMAIN = Domain(name="shop.example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ")


@pytest.fixture(scope="module")
def plain(open_shop: Callable[..., Any]) -> assertions.Template:
    shop = open_shop(deletion_protection=False)
    return assertions.Template.from_stack(shop.platform_stack)


@pytest.fixture(scope="module")
def secure(open_shop: Callable[..., Any]) -> assertions.Template:
    return assertions.Template.from_stack(open_shop(DOMAIN).platform_stack)


def load_balancer_attributes(template: assertions.Template) -> dict[str, Any]:
    (balancer,) = template.find_resources("AWS::ElasticLoadBalancingV2::LoadBalancer").values()
    attributes = balancer["Properties"]["LoadBalancerAttributes"]
    return {attribute["Key"]: attribute["Value"] for attribute in attributes}


def test_the_cluster_is_observed_in_depth_and_offers_fargate(plain: assertions.Template) -> None:
    plain.has_resource_properties(
        "AWS::ECS::Cluster", {"ClusterSettings": [{"Name": "containerInsights", "Value": "enhanced"}]}
    )
    plain.has_resource_properties(
        "AWS::ECS::ClusterCapacityProviderAssociations", {"CapacityProviders": ["FARGATE", "FARGATE_SPOT"]}
    )


def test_insights_are_kept_encrypted_and_not_for_ever(plain: assertions.Template) -> None:
    (cluster,) = plain.find_resources("AWS::ECS::Cluster").values()
    groups = plain.find_resources("AWS::Logs::LogGroup")
    insights = [name for name in groups if "Insights" in name]
    name = groups[insights[0]]["Properties"]["LogGroupName"]["Fn::Join"][1]

    assert cluster["DependsOn"] == insights
    assert name[0].startswith("/aws/ecs/containerinsights/")
    assert name[-1] == "/performance"


def test_every_log_group_is_encrypted_with_the_key_and_has_an_end(plain: assertions.Template) -> None:
    plain.all_resources_properties(
        "AWS::Logs::LogGroup",
        {"KmsKeyId": {"Fn::GetAtt": [assertions.Match.any_value(), "Arn"]}, "RetentionInDays": 90},
    )


def test_the_load_balancer_writes_requests_down_and_drops_malformed_ones(secure: assertions.Template) -> None:
    attributes = load_balancer_attributes(secure)

    assert attributes["access_logs.s3.enabled"] == "true"
    assert attributes["routing.http.drop_invalid_header_fields.enabled"] == "true"
    assert attributes["deletion_protection.enabled"] == "true"


def test_deletion_protection_is_lifted_on_purpose_only(plain: assertions.Template) -> None:
    assert load_balancer_attributes(plain)["deletion_protection.enabled"] == "false"


def test_access_logs_are_private_encrypted_and_go_after_90_days(plain: assertions.Template) -> None:
    plain.has_resource(
        "AWS::S3::Bucket",
        {
            "Properties": {
                "BucketEncryption": {
                    "ServerSideEncryptionConfiguration": [
                        {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
                    ]
                },
                "LifecycleConfiguration": {
                    "Rules": [assertions.Match.object_like({"ExpirationInDays": 90, "Status": "Enabled"})]
                },
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": True,
                    "BlockPublicPolicy": True,
                    "IgnorePublicAcls": True,
                    "RestrictPublicBuckets": True,
                },
            },
            "DeletionPolicy": "Retain",
        },
    )


def test_access_logs_are_spoken_to_with_tls_only(plain: assertions.Template) -> None:
    plain.has_resource_properties(
        "AWS::S3::BucketPolicy",
        {
            "PolicyDocument": {
                "Statement": assertions.Match.array_with(
                    [
                        assertions.Match.object_like(
                            {
                                "Effect": "Deny",
                                "Action": "s3:*",
                                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                            }
                        )
                    ]
                )
            }
        },
    )


def test_a_firewall_stands_in_front(plain: assertions.Template) -> None:
    (acl,) = plain.find_resources("AWS::WAFv2::WebACL").values()
    rules = {rule["Name"]: rule for rule in acl["Properties"]["Rules"]}

    assert sorted(rules) == [
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "RateLimit",
    ]
    assert rules["RateLimit"]["Action"] == {"Block": {}}
    plain.has_resource_properties(
        "AWS::WAFv2::WebACLAssociation",
        {"ResourceArn": {"Ref": assertions.Match.string_like_regexp("LoadBalancer")}},
    )


def test_the_firewall_logs_what_it_blocks_without_secrets(plain: assertions.Template) -> None:
    (logging,) = plain.find_resources("AWS::WAFv2::LoggingConfiguration").values()
    properties = logging["Properties"]

    assert properties["LoggingFilter"]["DefaultBehavior"] == "DROP"
    assert {field["SingleHeader"]["Name"] for field in properties["RedactedFields"]} == {
        "authorization",
        "cookie",
    }
    plain.has_resource_properties(
        "AWS::Logs::LogGroup",
        {
            "LogGroupName": {
                "Fn::Join": [
                    "",
                    assertions.Match.array_with([assertions.Match.string_like_regexp("^aws-waf-logs-")]),
                ]
            }
        },
    )


def test_without_a_domain_there_is_http_only(plain: assertions.Template) -> None:
    plain.resource_properties_count_is("AWS::ElasticLoadBalancingV2::Listener", {"Protocol": "HTTPS"}, 0)
    plain.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "Port": 80,
            "Protocol": "HTTP",
            "DefaultActions": [assertions.Match.object_like({"FixedResponseConfig": {"StatusCode": "404"}})],
        },
    )


def test_versions_are_tried_where_nobody_comes_in(
    plain: assertions.Template, secure: assertions.Template
) -> None:
    for template, port, protocol in ((plain, 8080, "HTTP"), (secure, 8443, "HTTPS")):
        template.has_resource_properties(
            "AWS::ElasticLoadBalancingV2::Listener", {"Port": port, "Protocol": protocol}
        )
        groups = str(template.find_resources("AWS::EC2::SecurityGroup"))
        assert f"'ToPort': {port}" not in groups
        template.resource_properties_count_is("AWS::EC2::SecurityGroupIngress", {"FromPort": port}, 0)


def test_with_a_domain_there_is_modern_tls(secure: assertions.Template) -> None:
    secure.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "Port": 443,
            "Protocol": "HTTPS",
            "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            "Certificates": [{"CertificateArn": assertions.Match.any_value()}],
        },
    )


def test_with_a_domain_plain_http_is_redirected(secure: assertions.Template) -> None:
    secure.has_resource_properties(
        "AWS::ElasticLoadBalancingV2::Listener",
        {
            "Port": 80,
            "DefaultActions": [
                {
                    "Type": "redirect",
                    "RedirectConfig": assertions.Match.object_like({"Protocol": "HTTPS", "Port": "443"}),
                }
            ],
        },
    )


def test_the_certificate_covers_the_domain_and_the_names_under_it(secure: assertions.Template) -> None:
    secure.has_resource_properties(
        "AWS::CertificateManager::Certificate",
        {
            "DomainName": "shop.example.com",
            "SubjectAlternativeNames": ["*.shop.example.com"],
            "ValidationMethod": "DNS",
            "DomainValidationOptions": assertions.Match.array_with(
                [{"DomainName": "shop.example.com", "HostedZoneId": "Z0123456789ABCDEFGHIJ"}]
            ),
        },
    )


def test_the_domain_leads_to_the_load_balancer(secure: assertions.Template) -> None:
    secure.has_resource_properties(
        "AWS::Route53::RecordSet",
        {"Name": "shop.example.com.", "Type": "A", "HostedZoneId": "Z0123456789ABCDEFGHIJ"},
    )


@pytest.mark.parametrize("name", ["example", "Shop.example.com", "shop.example.com.", "-a.example.com", ""])
def test_a_domain_is_a_domain_name(name: str) -> None:
    with pytest.raises(SpecificationError, match="a lower-case domain name"):
        Domain(name=name, hosted_zone_id="Z1")
