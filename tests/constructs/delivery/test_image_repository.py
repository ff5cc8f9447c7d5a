"""Where images are kept."""

import json
from collections.abc import Callable

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_kms as kms

from goldenpath import ImageRepository


@pytest.fixture(scope="module")
def template(make_stack: Callable[[], cdk.Stack]) -> assertions.Template:
    stack = make_stack()
    key = kms.Key(stack, "Key")
    ImageRepository(
        stack,
        "Shared",
        name="shop/checkout",
        key=key,
        pull_accounts=["111111111111", "222222222222"],
        keep_images=30,
    )
    ImageRepository(stack, "Private", name="shop/private", key=key, deletion_protection=False)
    return assertions.Template.from_stack(stack)


def test_images_are_encrypted_scanned_and_their_tags_never_move(template: assertions.Template) -> None:
    template.all_resources_properties(
        "AWS::ECR::Repository",
        {
            "EncryptionConfiguration": {"EncryptionType": "KMS", "KmsKey": assertions.Match.any_value()},
            "ImageScanningConfiguration": {"ScanOnPush": True},
            "ImageTagMutability": "IMMUTABLE",
        },
    )


def test_old_images_and_untagged_ones_go(template: assertions.Template) -> None:
    shared = template.find_resources(
        "AWS::ECR::Repository", {"Properties": {"RepositoryName": "shop/checkout"}}
    )
    policy = next(iter(shared.values()))["Properties"]["LifecyclePolicy"]["LifecyclePolicyText"]

    assert [rule["selection"] for rule in json.loads(policy)["rules"]] == [
        {"tagStatus": "untagged", "countType": "sinceImagePushed", "countNumber": 7, "countUnit": "days"},
        {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30},
    ]


def test_the_accounts_named_may_pull_and_nothing_else(template: assertions.Template) -> None:
    shared = template.find_resources(
        "AWS::ECR::Repository", {"Properties": {"RepositoryName": "shop/checkout"}}
    )
    (statement,) = next(iter(shared.values()))["Properties"]["RepositoryPolicyText"]["Statement"]

    assert {action.removeprefix("ecr:") for action in statement["Action"]} == {
        "BatchCheckLayerAvailability",
        "BatchGetImage",
        "GetDownloadUrlForLayer",
    }
    assert "111111111111" in str(statement["Principal"])
    assert "222222222222" in str(statement["Principal"])


def test_without_accounts_nobody_else_may_pull(template: assertions.Template) -> None:
    template.has_resource(
        "AWS::ECR::Repository",
        {"Properties": {"RepositoryName": "shop/private", "RepositoryPolicyText": assertions.Match.absent()}},
    )


def test_images_outlive_their_stack_unless_told_otherwise(template: assertions.Template) -> None:
    template.has_resource(
        "AWS::ECR::Repository",
        {"Properties": {"RepositoryName": "shop/checkout"}, "DeletionPolicy": "Retain"},
    )
    template.has_resource(
        "AWS::ECR::Repository",
        {"Properties": {"RepositoryName": "shop/private", "EmptyOnDelete": True}, "DeletionPolicy": "Delete"},
    )


def test_a_repository_keeps_something(make_stack: Callable[[], cdk.Stack]) -> None:
    stack = make_stack()

    with pytest.raises(ValueError, match="shop/checkout should keep at least 1 image, not 0"):
        ImageRepository(stack, "Images", name="shop/checkout", key=kms.Key(stack, "Key"), keep_images=0)
