"""The pipeline that takes this application, and itself, from a merge to production."""

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from constructs import Construct

from goldenpath import (
    BucketSource,
    BudgetGate,
    Check,
    CodeCommitSource,
    ConnectionSource,
    DeliveredImage,
    DeliveryEnvironment,
    DeliveryPipeline,
    GitStrategy,
    Publication,
    PullRequestBuild,
)
from stacks.images import IMAGES, SIGNING_PROFILE, repository_name
from stacks.registry import LIBRARY_DOMAIN, LIBRARY_REPOSITORY
from stacks.settings import EnvironmentSettings, Settings, SourceSettings

_INSTALL = ("make setup",)
_NO_REHEARSAL = "--ignore=tests/local/rehearsal"  # it plays what follows here for real
_TEST = Check(
    name="Test",
    commands=(f"make test ARGUMENTS='--numprocesses=8 {_NO_REHEARSAL} --junitxml=build/reports/test.xml'",),
    reports="build/reports/test.xml",
    large=True,
)
_AUDIT = Check(name="Audit", commands=("make audit",), reports="build/reports/audit/*.xml")
_ACCEPTANCE = Check(
    name="Acceptance",
    commands=("make acceptance ARGUMENTS=--junitxml=build/measurements/acceptance.xml",),
    reports="build/measurements/acceptance.xml",
    measures=True,
)
_LOAD = Check(name="Load", commands=("make acceptance-load",), measures=True)
_SYNTHETIC = Check(
    name="Synthetic",
    commands=("make acceptance ARGUMENTS='-m synthetic --junitxml=build/reports/synthetic.xml'",),
    reports="build/reports/synthetic.xml",
)
_CHECKS = {"dev": (_ACCEPTANCE,), "staging": (_ACCEPTANCE, _LOAD), "prod": (_SYNTHETIC,)}
_STRATEGIES = {"trunk": GitStrategy.trunk(), "gitflow": GitStrategy.gitflow()}
_TESTS = {"smoke-test": "docker/tests"}  # it has no code of its own


class DeliveryStack(cdk.Stack):
    """From a merge to production."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        settings: Settings,
        told: sns.ITopic,
        log_key: kms.IKey,
    ) -> None:
        super().__init__(scope, construct_id)
        delivery = settings.tooling.delivery
        source = _source(delivery.source)
        environments = {name: _environment(name, promoted) for name, promoted in settings.promoted.items()}
        DeliveryPipeline(
            self,
            "Pipeline",
            source=source,
            owner="team-platform",
            runbook="https://runbooks.example.com/delivery",
            told=told,
            git=_STRATEGIES[delivery.git],
            install=_INSTALL,
            install_image_tools=("make image-tools", 'export PATH="$PWD/.local/image-tools/bin:$PATH"'),
            checks=(_TEST, _AUDIT),
            images=[_image(name) for name in IMAGES],
            environments=list(environments.values()),
            publication=Publication(
                folder="constructs", domain=LIBRARY_DOMAIN, repository=LIBRARY_REPOSITORY
            ),
            log_key=log_key,
        )
        if not isinstance(source, BucketSource):
            preview_hours = settings.dev.preview_hours
            PullRequestBuild(
                self,
                "PullRequests",
                source=source,
                install=_INSTALL,
                checks=(_TEST,),
                previews=environments["dev"] if preview_hours else None,
                preview_hours=preview_hours or 1,
                log_key=log_key,
            )


def _source(settings: SourceSettings) -> ConnectionSource | CodeCommitSource | BucketSource:
    if settings.connection is not None:
        return ConnectionSource(connection_arn=settings.connection, repository=settings.repository)
    if settings.repository.startswith("s3://"):
        bucket, _, key = settings.repository.removeprefix("s3://").partition("/")
        return BucketSource(bucket=bucket, key=key)
    return CodeCommitSource(repository=settings.repository)


def _image(name: str) -> DeliveredImage:
    return DeliveredImage(
        name=name,
        folder=f"docker/{name}",
        tests=_TESTS.get(name),
        repository=repository_name(name),
        signing_profile=SIGNING_PROFILE,
    )


def _environment(name: str, settings: EnvironmentSettings) -> DeliveryEnvironment:
    return DeliveryEnvironment(
        name=name,
        account=settings.account,
        region=settings.region,
        bootstrap_trusts=settings.bootstrap_trusts,
        url_stack=f"{name}-Storefront",
        checks=_CHECKS[name],
        approval=name == "prod",
        approvers=settings.on_call.ticket.email,
        gate_alarms=_gates(name, settings) if name == "prod" else (),
    )


def _gates(name: str, settings: EnvironmentSettings) -> tuple[str, ...]:
    """Name what fires while a service there has spent its error budget."""
    services = type(settings.runtimes).model_fields
    return tuple(BudgetGate.name_in(f"{name}-{service.title()}", service=service) for service in services)
