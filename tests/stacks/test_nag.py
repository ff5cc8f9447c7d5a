"""Every stage against the AwsSolutions and NIST 800-53 R5 rules of cdk-nag.

A finding is mended, or acknowledged on the nearest construct with a reason. This suite stands apart,
because a registered rule pack makes every synthesis fail on a finding.
"""

import copy
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns
from cdk_nag import AwsSolutionsChecks, NIST80053R5Checks

from app import build
from stacks.settings import cdk_context, read_settings
from tests.local import releases_app, telemetry_app
from tests.stacks import managed_app, objectives_app, on_call_app

pytestmark = pytest.mark.xdist_group("nag")


EVERY_RUNTIME: dict[str, dict[str, str]] = {
    "local": {"storefront": "express", "catalog": "apprunner", "checkout": "eks"},
    "prod": {"storefront": "eks", "catalog": "apprunner", "checkout": "express"},
}


def findings(app: cdk.App, outdir: Path) -> str:
    """Synthesise with both packs and give the report of what they found, empty where they found nothing."""
    cdk.Validations.of(app).add_plugins(
        AwsSolutionsChecks(app, verbose=True), NIST80053R5Checks(app, verbose=True)
    )
    try:
        app.synth()
    except RuntimeError as error:
        if "ValidationFailed" not in str(error):
            raise
        return (outdir / "validation-report.json").read_text(encoding="utf-8")
    return ""


def test_no_finding_without_a_reason(tmp_path: Path) -> None:
    context = cdk_context()
    app = build(context, read_settings(context), outdir=tmp_path)
    assert findings(app, tmp_path) == ""


@pytest.mark.parametrize("repository", ["golden-path", "s3://example-source/golden-path.zip"])
def test_no_source_has_one_without_a_reason(repository: str, tmp_path: Path) -> None:
    context = copy.deepcopy(dict(cdk_context())) | {"environment": "tooling"}
    environments: Any = context["environments"]
    environments["tooling"]["delivery"]["source"] = {"connection": None, "repository": repository}
    app = build(context, read_settings(context), outdir=tmp_path)
    assert findings(app, tmp_path) == ""


def test_services_with_everything_around_them_have_none_either(tmp_path: Path) -> None:
    app = releases_app.build(outdir=tmp_path, deletion_protection=True)
    assert findings(app, tmp_path) == ""


@pytest.mark.parametrize("environment", EVERY_RUNTIME)
def test_no_runtime_has_one_without_a_reason(environment: str, tmp_path: Path) -> None:
    context = copy.deepcopy(dict(cdk_context())) | {"environment": environment}
    environments: Any = context["environments"]
    environments[environment]["runtimes"] = EVERY_RUNTIME[environment]
    app = build(context, read_settings(context), outdir=tmp_path)

    assert findings(app, tmp_path) == ""


@pytest.mark.parametrize("account", [managed_app.ACCOUNT, None], ids=["known", "any"])
def test_services_that_aws_manages_have_none_in_any_account(account: str | None, tmp_path: Path) -> None:
    app = managed_app.build(outdir=tmp_path, account=account)
    assert findings(app, tmp_path) == ""


def test_the_objectives_of_a_service_have_none_either(tmp_path: Path) -> None:
    app = objectives_app.build(outdir=tmp_path)
    assert findings(app, tmp_path) == ""


def test_the_way_to_people_on_call_has_none_either(tmp_path: Path) -> None:
    app = on_call_app.build(outdir=tmp_path)
    assert findings(app, tmp_path) == ""


def test_what_is_seen_of_a_service_has_none_either(tmp_path: Path) -> None:
    app = telemetry_app.build(outdir=tmp_path)
    assert findings(app, tmp_path) == ""


def test_a_finding_would_be_seen(tmp_path: Path) -> None:
    app = cdk.App(outdir=str(tmp_path))
    sns.Topic(cdk.Stack(app, "Stack"), "Unencrypted")
    assert "AwsSolutions-SNS3" in findings(app, tmp_path)
