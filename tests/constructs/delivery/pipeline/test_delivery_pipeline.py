"""What a team relies on: the order of things, what runs where, with which rights, and what is refused."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_sns as sns

from goldenpath import (
    BucketSource,
    Check,
    CodeCommitSource,
    ConnectionSource,
    DeliveredImage,
    DeliveryError,
    DeliveryPipeline,
    GitStrategy,
    LogKey,
)
from tests.constructs.delivery.pipeline.conftest import (
    CHECKOUT,
    CONNECTION,
    Delivered,
    deliver,
    environment,
    pipeline_stack,
)
from tests.support import app


def test_it_changes_itself_before_any_environment(delivered: Delivered) -> None:
    assert " ".join(delivered.stages) == (
        "Source Build UpdatePipeline Dev Staging ApproveProd GateProd Prod Publish"
    )
    assert delivered.commands("UpdatePipeline", "UpdatePipeline") == [
        "npm ci --silent",
        (
            "npx --no-install cdk deploy --app \"$CODEBUILD_SRC_DIR_Assembly\" 'tooling/Delivery' "
            "--require-approval never --progress events --concurrency 4"
        ),
    ]
    assert delivered.pipeline["RestartExecutionOnUpdate"] is True


def test_executions_wait_for_each_other(delivered: Delivered) -> None:
    assert (delivered.pipeline["PipelineType"], delivered.pipeline["ExecutionMode"]) == ("V2", "QUEUED")


def test_a_push_to_the_branch_starts_it(delivered: Delivered) -> None:
    assert delivered.pipeline["Triggers"] == [
        {
            "ProviderType": "CodeStarSourceConnection",
            "GitConfiguration": {
                "SourceActionName": "Source",
                "Push": [{"Branches": {"Includes": ["main"]}}],
            },
        }
    ]
    assert delivered.action("Source", "Source")["Configuration"]["DetectChanges"] is False


def test_checks_and_images_run_at_once_and_synthesis_waits_for_all(delivered: Delivered) -> None:
    assert delivered.actions("Build") == {"Test": 1, "Image-check-out": 1, "Synth": 2}


def test_synthesis_takes_the_digests_that_the_builds_hand_on(delivered: Delivered) -> None:
    synth = delivered.action("Build", "Synth")

    assert [each["Name"] for each in synth["InputArtifacts"]] == ["Code", "Image_check_out"]
    assert delivered.commands("Build", "Synth")[-4:-1] == [
        (
            '.venv/bin/python -m goldenpath images join "$CODEBUILD_SRC_DIR_Image_check_out/image.json" '
            "--output images.json"
        ),
        "npx --no-install cdk synth --quiet '**' --context images=images.json",
        "cp images.json cdk.out/images.json",
    ]


def test_an_environment_is_deployed_released_and_tried_in_this_order(delivered: Delivered) -> None:
    assert delivered.actions("Dev") == {"Deploy": 1, "Release-checkout": 2, "Acceptance": 3}
    assert delivered.actions("Staging") == {"Deploy": 1, "Acceptance": 3, "Load": 3}
    assert delivered.actions("Prod") == {"Deploy": 1}


@pytest.mark.parametrize("stage", ["Dev", "Staging", "Prod"])
def test_a_failure_takes_the_environment_back(delivered: Delivered, stage: str) -> None:
    assert delivered.stages[stage]["OnFailure"] == {"Result": "ROLLBACK"}


def test_the_way_back_is_not_shut_by_the_gate(delivered: Delivered) -> None:
    assert delivered.actions("GateProd") == {"Gate": 1}
    assert "OnFailure" not in delivered.stages["GateProd"]


def test_alarms_of_any_name_are_asked_for(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, environments=[environment("dev", "222222222222", gate_alarms=("a b; $c",))])

    assert delivered.commands("GateDev", "Gate")[-1].endswith("--region eu-west-1 'a b; $c'")


def test_checks_get_the_address_that_the_deployment_gave(delivered: Delivered) -> None:
    deploy, check = delivered.action("Dev", "Deploy"), delivered.action("Dev", "Acceptance")

    assert delivered.buildspec("Dev", "Deploy")["env"]["exported-variables"] == ["SERVICE_URL"]
    assert deploy["Namespace"] == "Dev"
    assert json.loads(check["Configuration"]["EnvironmentVariables"]) == [
        {"name": "SERVICE_URL", "type": "PLAINTEXT", "value": "#{Dev.SERVICE_URL}"}
    ]


@pytest.mark.parametrize(
    ("outputs", "code", "said"),
    [
        ({"dev-Shop": {"Url": "https://shop.example.com/"}}, 0, "https://shop.example.com/\n"),
        (
            {"dev-Shop": {"Other": "x"}},
            1,
            "dev-Shop should have an output Url, for checks to ask; it has Other\n",
        ),
        ({"dev-Other": {}}, 1, "dev-Shop should have an output Url, for checks to ask; it has none\n"),
    ],
)
def test_a_deployment_without_an_address_fails_and_says_so(
    delivered: Delivered, tmp_path: Path, outputs: Any, code: int, said: str
) -> None:
    (tmp_path / "outputs.json").write_text(json.dumps(outputs))
    command = delivered.commands("Dev", "Deploy")[-1]
    done = subprocess.run(
        ["bash", "-c", f'{command} && echo "$SERVICE_URL"'],  # noqa: S607
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout + done.stderr) == (code, said)


def test_a_deployment_has_the_time_that_releases_with_their_watching_take(delivered: Delivered) -> None:
    assert {delivered.project(stage, "Deploy")["TimeoutInMinutes"] for stage in ("Dev", "Prod")} == {480}
    assert delivered.project("Build", "Synth")["TimeoutInMinutes"] == 30


def test_codedeploy_releases_from_the_files_of_the_assembly(delivered: Delivered) -> None:
    release = delivered.action("Dev", "Release-checkout")

    assert release["ActionTypeId"]["Provider"] == "CodeDeployToECS"
    assert release["Configuration"] == {
        "ApplicationName": "dev-checkout",
        "DeploymentGroupName": "dev-checkout",
        "AppSpecTemplateArtifact": "Dev_Releases",
        "AppSpecTemplatePath": "checkout/appspec.json",
        "TaskDefinitionTemplateArtifact": "Dev_Releases",
        "TaskDefinitionTemplatePath": "checkout/taskdef.json",
    }
    assert "222222222222:role/goldenpath-release-dev-eu-west-1" in json.dumps(release["RoleArn"])


def test_codedeploy_gets_its_files_without_the_assembly_which_may_be_too_large(
    delivered: Delivered, tmp_path: Path
) -> None:
    synth = delivered.action("Build", "Synth")
    handed_on = delivered.buildspec("Build", "Synth")["artifacts"]["secondary-artifacts"]
    written = tmp_path / "cdk.out/assembly-dev/releases/checkout/taskdef.json"
    written.parent.mkdir(parents=True)
    written.touch()
    subprocess.run(delivered.commands("Build", "Synth")[-1], shell=True, check=True, cwd=tmp_path)  # noqa: S602

    assert [each["Name"] for each in synth["OutputArtifacts"]] == ["Assembly", "Dev_Releases"]
    folders = {name: each["base-directory"] for name, each in handed_on.items()}
    assert folders == {"Assembly": "cdk.out", "Dev_Releases": "build/releases/dev"}
    assert (tmp_path / "build/releases/dev/checkout/taskdef.json").is_file()


def test_without_codedeploy_there_is_the_assembly_alone(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, environments=[environment("dev", "222222222222")])

    assert [each["Name"] for each in delivered.action("Build", "Synth")["OutputArtifacts"]] == ["Assembly"]
    assert delivered.buildspec("Build", "Synth")["artifacts"]["base-directory"] == "cdk.out"


def test_that_environments_release_role_reads_the_artifacts_and_no_others_does(delivered: Delivered) -> None:
    policies = [
        *delivered.of_type("AWS::S3::BucketPolicy").values(),
        *delivered.of_type("AWS::KMS::Key").values(),
    ]
    text = json.dumps(policies)

    assert "222222222222:role/goldenpath-release-dev-eu-west-1" in text
    assert "333333333333" not in text
    assert "444444444444" not in text


def test_reports_are_kept_in_groups(delivered: Delivered) -> None:
    (report,) = delivered.buildspec("Build", "Test")["reports"].values()

    assert report == {"files": ["test.xml"], "file-format": "JUNITXML"}


def test_only_the_build_of_images_has_a_docker_engine(delivered: Delivered) -> None:
    privileged = {
        name
        for name, each in delivered.of_type("AWS::CodeBuild::Project").items()
        if each["Properties"]["Environment"]["PrivilegedMode"]
    }
    assert len(privileged) == 1
    assert "Image" in privileged.pop()


def test_a_build_assumes_no_role_but_those_of_its_environments_bootstrap(delivered: Delivered) -> None:
    roles = {
        stage: sorted(
            re.findall(r"[0-9]{12}:role/cdk-hnb659fds-([a-z-]+)-role-([0-9]{12})", json.dumps(statement))
        )
        for stage, action in (("UpdatePipeline", "UpdatePipeline"), ("Dev", "Deploy"), ("GateProd", "Gate"))
        for statement in delivered.rights(stage, action)
        if statement["Action"] == "sts:AssumeRole"
    }
    assert roles == {
        "UpdatePipeline": [("deploy", "111111111111"), ("file-publishing", "111111111111")],
        "Dev": [("deploy", "222222222222"), ("file-publishing", "222222222222"), ("lookup", "222222222222")],
        "GateProd": [("lookup", "444444444444")],
    }


@pytest.mark.parametrize(("stage", "action"), [("Build", "Test"), ("Build", "Synth"), ("Dev", "Acceptance")])
def test_what_runs_the_projects_code_may_act_as_nobody(delivered: Delivered, stage: str, action: str) -> None:
    actions = [name for each in delivered.rights(stage, action) for name in _listed(each["Action"])]

    assert {name.partition(":")[0] for name in actions} <= {"logs", "codebuild", "s3", "kms"}


def test_no_right_is_for_everything_but_tokens_and_findings(delivered: Delivered) -> None:
    wide = [
        name
        for role in delivered.of_type("AWS::IAM::Role").values()
        for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Resource"] == "*"
        for name in _listed(statement["Action"])
    ]
    assert set(wide) == {
        "ecr:GetAuthorizationToken",
        "inspector2:ListCoverage",
        "inspector2:ListFindings",
        "sts:GetServiceBearerToken",
    }


@pytest.mark.parametrize(("stage", "action"), [("Build", "Image-check-out"), ("ApproveProd", "Evidence")])
def test_who_reads_findings_may_read_inspectors_too(delivered: Delivered, stage: str, action: str) -> None:
    actions = {name for each in delivered.rights(stage, action) for name in _listed(each["Action"])}

    assert {"ecr:DescribeImageScanFindings", "inspector2:ListCoverage", "inspector2:ListFindings"} <= actions


def test_every_tool_is_pinned(delivered: Delivered) -> None:
    specs = [
        each["Properties"]["Source"]["BuildSpec"]
        for each in delivered.of_type("AWS::CodeBuild::Project").values()
    ]
    text = json.dumps(specs)

    assert "@latest" not in text
    assert not re.search(r"npm (install|i) ", text)
    assert not re.search(r"npx (?!--no-install )", text)
    assert not re.search(r"pip install (?!--quiet --require-hashes )", text)


def test_artifacts_and_pages_are_encrypted_and_end(delivered: Delivered) -> None:
    buckets = [each["Properties"] for each in delivered.of_type("AWS::S3::Bucket").values()]
    ends = {each["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] for each in buckets}

    assert ends == {90, 365}
    for bucket in buckets:
        rule = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}


def test_a_person_is_shown_the_evidence_before_production(delivered: Delivered) -> None:
    approve = delivered.action("ApproveProd", "Approve")
    evidence = delivered.action("ApproveProd", "Evidence")
    (topic,) = (each for name, each in delivered.of_type("AWS::SNS::Topic").items() if "Requests" in name)
    told = [
        each["Properties"]["Endpoint"]
        for each in delivered.of_type("AWS::SNS::Subscription").values()
        if each["Properties"]["Protocol"] == "email"
    ]

    assert delivered.actions("ApproveProd") == {"Evidence": 1, "Approve": 2}
    assert approve["Configuration"]["ExternalEntityLink"] == "#{ApproveProd.EVIDENCE_URL}"
    assert approve["Configuration"]["CustomData"].startswith("#{ApproveProd.EVIDENCE_VERDICT}:")
    assert evidence["Namespace"] == "ApproveProd"
    assert told == ["on-call@example.com"]
    assert "KmsMasterKeyId" in topic["Properties"]
    names = [each["Name"] for each in evidence["InputArtifacts"]]
    assert names == ["Code", "Assembly", "Dev_Acceptance", "Staging_Acceptance"]


def test_each_approval_shows_its_own_evidence(tmp_path: Path) -> None:
    stages = [
        environment("staging", "333333333333", approval=True),
        environment("prod", "444444444444", approval=True),
    ]
    delivered = deliver(tmp_path, environments=stages)
    links = {
        stage: delivered.action(stage, "Approve")["Configuration"]["ExternalEntityLink"]
        for stage in ("ApproveStaging", "ApproveProd")
    }
    names = [
        each["Namespace"]
        for stage in delivered.stages.values()
        for each in stage["Actions"]
        if "Namespace" in each
    ]

    assert links == {stage: f"#{{{stage}.EVIDENCE_URL}}" for stage in links}
    assert len(names) == len(set(names))


def test_what_approves_by_itself_may_answer_this_one_request_only(delivered: Delivered) -> None:
    approving = [
        statement["Resource"]
        for role in delivered.of_type("AWS::IAM::Role").values()
        for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Action"] == "codepipeline:PutApprovalResult"
    ]
    name = delivered.pipeline["Name"]
    assert [json.dumps(each).split(":")[-1] for each in approving] == [f'{name}/ApproveProd/Approve"]]}}']


def test_gitflow_has_a_pipeline_for_each_branch_and_only_production_changes_them(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, git=GitStrategy.gitflow())
    found = {
        each["Properties"]["Triggers"][0]["GitConfiguration"]["Push"][0]["Branches"]["Includes"][0]: [
            stage["Name"] for stage in each["Properties"]["Stages"]
        ]
        for each in delivered.pipelines
    }
    assert found == {
        "develop": ["Source", "Build", "Dev"],
        "release/*": ["Source", "Build", "Staging"],
        "main": ["Source", "Build", "UpdatePipeline", "ApproveProd", "GateProd", "Prod", "Publish"],
    }


def test_code_commits_events_start_it(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, source=CodeCommitSource(repository="shop"))
    (rule,) = (each for name, each in delivered.of_type("AWS::Events::Rule").items() if "Failed" not in name)

    assert delivered.action("Source", "Source")["ActionTypeId"]["Provider"] == "CodeCommit"
    assert rule["Properties"]["EventPattern"]["detail"]["referenceName"] == ["main"]


def test_a_new_file_in_the_bucket_starts_it_without_any_trail(tmp_path: Path) -> None:
    delivered = deliver(tmp_path, source=BucketSource(bucket="example-source", key="shop.zip"))
    (rule,) = (each for name, each in delivered.of_type("AWS::Events::Rule").items() if "Failed" not in name)

    assert delivered.action("Source", "Source")["Configuration"]["PollForSourceChanges"] is False
    assert rule["Properties"]["EventPattern"] == {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": ["example-source"]}, "object": {"key": ["shop.zip"]}},
    }


@pytest.mark.parametrize("prefix", ["codeconnections", "codestar-connections"])
def test_it_may_use_its_connection_by_the_name_that_its_arn_has(prefix: str, tmp_path: Path) -> None:
    arn = CONNECTION.replace("codeconnections", prefix)
    delivered = deliver(tmp_path, source=ConnectionSource(connection_arn=arn, repository="example/shop"))
    allowed = [
        name
        for policy in delivered.of_type("AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if statement["Resource"] == arn
        for name in _listed(statement["Action"])
    ]
    assert f"{prefix}:UseConnection" in allowed


def refusal(tmp_path: Path, **values: Any) -> tuple[str, ...]:
    with pytest.raises(DeliveryError) as caught:
        pipeline_stack(tmp_path, **values)
    assert all(problem in str(caught.value) for problem in caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"source": ConnectionSource(connection_arn="", repository="example/shop")},
            (
                "source.connection_arn: should be the ARN of a connection of AWS CodeConnections, not ''; "
                "make one under Developer Tools, Connections, and confirm it there"
            ),
        ),
        (
            {"source": ConnectionSource(connection_arn=CONNECTION, repository="shop")},
            "source.repository: should be like example/shop, owner and name, not 'shop'",
        ),
        ({"git": GitStrategy.trunk("a branch")}, "git: 'a branch' is no name of a branch"),
        (
            {"environments": [environment("dev", "222222222222", bootstrap_trusts=())]},
            (
                "environments.dev.bootstrap_trusts: account 222222222222 should trust the pipeline's, "
                "111111111111; run what `python -m goldenpath bootstrap-commands` prints for it, and name it "
                "here"
            ),
        ),
        (
            {"images": [DeliveredImage(name="nothing", folder="docs/images", repository="shop/nothing")]},
            "images.nothing.folder: docs/images should hold a Dockerfile, but there is none",
        ),
        (
            {"images": [DeliveredImage(name="x", folder="docker/smoke-test", repository="shop/x")]},
            (
                "images.x.tests: docker/smoke-test/tests should hold the tests of x (test_*.py), but there "
                "are none; a service without tests is not delivered"
            ),
        ),
        ({"environments": []}, "environments: should name at least one environment"),
        (
            {"git": GitStrategy.gitflow(), "source": CodeCommitSource(repository="shop")},
            (
                "source: CodeCommit starts a pipeline for one branch, not for all of release/*; use a "
                "connection, or GitStrategy.trunk()"
            ),
        ),
        (
            {"environments": [environment("dev", "222222222222"), environment("Dev", "333333333333")]},
            "environments: should each have a name of its own, but two are named Dev",
        ),
        (
            {"environments": [environment("source", "222222222222")]},
            "environments: should not be named source, which the pipeline uses itself",
        ),
        (
            {"environments": [environment("my env", "222222222222")]},
            (
                "environments: should be named by a letter, then letters, digits and hyphens, 40 at most, "
                "not 'my env'"
            ),
        ),
        (
            {
                "environments": [
                    environment("dev", "222222222222", region="us-east-1", code_deploy_services=("x",))
                ]
            },
            (
                "environments.dev.code_deploy_services: CodeDeploy gets its files in the pipeline's region, "
                "eu-west-1, and not in us-east-1; take the engine 'ecs' there"
            ),
        ),
        (
            {"environments": [environment("dev", "222222222222", region="")]},
            "environments.dev.region: should be like eu-west-1, not ''",
        ),
        (
            {
                "environments": [
                    environment("dev", "222222222222", checks=(Check(name="Deploy", commands=("x",)),))
                ]
            },
            "environments.dev.checks: should not be named Deploy, which the pipeline uses itself",
        ),
        (
            {"checks": [Check(name="Test", commands=()), Check(name="test", commands=("x",))]},
            "checks: should each have a name of its own, but two are named test",
        ),
        (
            {"checks": [Check(name="Test", commands=())]},
            "checks.Test.commands: should hold at least one command",
        ),
        (
            {"checks": [Check(name="Test", commands=("x",), timeout_minutes=1)]},
            "checks.Test.timeout_minutes: should be from 5 to 480, not 1",
        ),
        (
            {"images": [CHECKOUT, CHECKOUT]},
            "images: should each have a name of its own, but two are named check-out",
        ),
        (
            {"git": GitStrategy.gitflow(), "environments": [environment("dev", "222222222222")]},
            "git: GitStrategy.gitflow() leads to 3 environments, not to 1 (dev); use GitStrategy.trunk()",
        ),
    ],
)
def test_what_cannot_work_is_refused_with_a_sentence(
    values: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    assert sentence in refusal(tmp_path, **values)


def test_a_stack_without_a_place_is_refused(tmp_path: Path) -> None:
    stack = cdk.Stack(app(tmp_path), "Delivery")
    with pytest.raises(DeliveryError, match="stack Delivery: should have an account and a region"):
        DeliveryPipeline(
            stack,
            "Pipeline",
            source=CodeCommitSource(repository="shop"),
            owner="team-shop",
            runbook="https://runbooks.example.com/delivery",
            told=sns.Topic(stack, "Told"),
            log_key=LogKey(stack, "LogKey"),
            environments=[environment("dev", "222222222222")],
        )


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    problems = refusal(
        tmp_path,
        source=BucketSource(bucket="", key="shop.tar"),
        git=GitStrategy.trunk("-x"),
        environments=[environment("dev", "2", bootstrap_trusts=())],
        images=[DeliveredImage(name="x", folder="nowhere", repository="shop/x")],
    )
    assert [problem.partition(":")[0] for problem in problems] == [
        "git",
        "source.bucket",
        "source.key",
        "environments.dev.account",
        "environments.dev.bootstrap_trusts",
        "images.x.folder",
        "images.x.tests",
    ]


def _listed(actions: str | list[str]) -> list[str]:
    return [actions] if isinstance(actions, str) else actions


def test_a_shell_can_read_where_measurements_are(tmp_path: Path) -> None:
    load = Check(name="Load-test", commands=("make load",), measures=True)
    stages = [
        environment("pre-prod", "222222222222", checks=(load,), code_deploy_services=("checkout",)),
        environment("prod", "444444444444", approval=True),
    ]
    delivered = deliver(tmp_path, environments=stages)

    evidence = " ".join(delivered.commands("ApproveProd", "Evidence"))
    assert '--measurements "$CODEBUILD_SRC_DIR_Pre_prod_Load_test"' in evidence
    assert [each["Name"] for each in delivered.action("Pre-prod", "Load-test")["OutputArtifacts"]] == [
        "Pre_prod_Load_test"
    ]


def test_somebody_hears_of_an_execution_that_failed(delivered: Delivered) -> None:
    (rule,) = delivered.of_type("AWS::Events::Rule").values()

    assert rule["Properties"]["EventPattern"]["detail"]["state"] == ["FAILED"]
    (target,) = rule["Properties"]["Targets"]
    assert "Told" in json.dumps(target["Arn"])
    assert "https://runbooks.example.com/delivery" in json.dumps(target["InputTransformer"]["InputTemplate"])


def test_what_cannot_be_approved_is_owned_by_somebody(delivered: Delivered) -> None:
    (alarm,) = delivered.of_type("AWS::CloudWatch::Alarm").values()

    assert "Owner: team-shop" in json.dumps(alarm["Properties"]["AlarmDescription"])
    assert "Told" in json.dumps(alarm["Properties"]["AlarmActions"])
