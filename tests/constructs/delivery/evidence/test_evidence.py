"""What the page says of a change, as the CDK itself compares; nothing that matters passes unseen."""

import copy
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.delivery.evidence import command
from goldenpath.delivery.evidence.deployed import Deployed
from goldenpath.delivery.evidence.differences import STATEFUL, ResourceChange, StackDifference, differences
from goldenpath.delivery.evidence.evidence import Evidence, Verdict
from goldenpath.delivery.evidence.history import History
from goldenpath.delivery.evidence.page import render
from tests.support import ROOT

TABLE = {
    "Type": "AWS::DynamoDB::Table",
    "Properties": {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST"},
}
ROLE: dict[str, Any] = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                }
            ]
        },
        "Policies": [
            {
                "PolicyName": "Read",
                "PolicyDocument": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": ["s3:GetObject", "s3:PutObject"],
                            "Resource": "arn:aws:s3:::a/*",
                        }
                    ]
                },
            }
        ],
    },
}
FUNCTION = {
    "Type": "AWS::Lambda::Function",
    "Properties": {"Code": {"S3Bucket": "b", "S3Key": "one.zip"}, "Handler": "index.handler", "Role": "r"},
}
BEFORE: dict[str, Any] = {"Resources": {"Table": TABLE, "Role": ROLE, "Function": FUNCTION}}


def after(change: Any) -> dict[str, Any]:
    template = copy.deepcopy(BEFORE)
    change(template["Resources"])
    return template


def rename(resources: Any) -> None:
    resources["Table"]["Properties"]["TableName"] = "orders-2"


def delete(resources: Any) -> None:
    del resources["Table"]


def recode(resources: Any) -> None:
    resources["Function"]["Properties"]["Code"]["S3Key"] = "two.zip"


def rehandle(resources: Any) -> None:
    resources["Function"]["Properties"]["Handler"] = "other.handler"


def _actions(resources: Any, actions: list[str]) -> None:
    policy = resources["Role"]["Properties"]["Policies"][0]
    policy["PolicyDocument"]["Statement"][0]["Action"] = actions


def broaden(resources: Any) -> None:
    _actions(resources, ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"])


def narrow(resources: Any) -> None:
    """Take a statement away; one that is rewritten counts as a new one, to be on the safe side."""
    del resources["Role"]["Properties"]["Policies"]


CASES: dict[str, tuple[Mapping[str, Any] | None, Mapping[str, Any]]] = {
    "nothing": (BEFORE, copy.deepcopy(BEFORE)),
    "code": (BEFORE, after(recode)),
    "property": (BEFORE, after(rehandle)),
    "broadened": (BEFORE, after(broaden)),
    "narrowed": (BEFORE, after(narrow)),
    "replaced": (BEFORE, after(rename)),
    "deleted": (BEFORE, after(delete)),
    "new": (None, {"Resources": {"Table": TABLE}}),
}


@pytest.fixture(scope="module")
def compared() -> Mapping[str, StackDifference]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(ROOT)
        found = differences([(name, before, later) for name, (before, later) in CASES.items()])
    return {each.stack: each for each in found}


def evidence(*found: StackDifference, **values: Any) -> Evidence:
    whole: dict[str, Any] = {
        "environment": "prod",
        "commit": "b" * 40,
        "last_commit": "a" * 40,
        "differences": found,
        "acknowledged": (),
        "no_longer_acknowledged": (),
        "drift": {},
        "images": (),
        "measurements": (),
        "not_looked_at": (),
    }
    return Evidence(**{**whole, **values})


@pytest.mark.parametrize(
    ("case", "verdict", "words"),
    [
        ("nothing", Verdict.NOTHING_TO_CHANGE, []),
        ("code", Verdict.ORDINARY, ["has other code"]),
        ("property", Verdict.ORDINARY, ["changes: Handler"]),
        ("broadened", Verdict.NEEDS_CARE, ["changes: Policies"]),
        ("narrowed", Verdict.ORDINARY, ["changes: Policies"]),
        ("replaced", Verdict.NEEDS_CARE, ["is replaced: TableName"]),
        ("deleted", Verdict.NEEDS_CARE, ["is deleted"]),
        ("new", Verdict.ORDINARY, ["is new"]),
    ],
)
def test_each_kind_of_change_is_named_and_judged(
    compared: Mapping[str, StackDifference], case: str, verdict: Verdict, words: list[str]
) -> None:
    assert [change.words for change in compared[case].changes] == words
    assert evidence(compared[case]).verdict is verdict


def test_what_is_lost_is_named_first(compared: Mapping[str, StackDifference]) -> None:
    found = evidence(compared["broadened"], compared["deleted"], not_looked_at=["x: drift"])

    assert found.concerns == [
        "deleted: Table (AWS::DynamoDB::Table) is deleted",
        "broadened: more is allowed than before",
        "x: drift",
    ]


CHANGES = st.builds(
    ResourceChange,
    logical_id=st.just("R"),
    type=st.sampled_from([*sorted(STATEFUL)[:3], "AWS::IAM::Role", "AWS::Lambda::Function"]),
    impact=st.sampled_from(["WILL_UPDATE", "WILL_REPLACE", "MAY_REPLACE", "WILL_DESTROY", "WILL_CREATE"]),
    properties=st.just(("Code",)),
)


@st.composite
def stack_differences(draw: st.DrawFn) -> StackDifference:
    changes = tuple(draw(st.lists(CHANGES, max_size=3)))
    return StackDifference(
        stack="s", is_new=draw(st.booleans()), count=len(changes) + draw(st.integers(0, 2)), changes=changes,
        broadens=draw(st.booleans()), security="",
    )  # fmt: skip


@given(st.lists(stack_differences(), max_size=3), st.lists(st.text(min_size=1), max_size=2))
def test_nothing_approves_itself_that_changes_anything_or_was_not_looked_at(
    found: list[StackDifference], unseen: list[str]
) -> None:
    verdict = evidence(*found, not_looked_at=unseen).verdict
    loses = any(change.loses_state for each in found for change in each.changes)

    if verdict is Verdict.NOTHING_TO_CHANGE:
        assert not unseen
        assert not any(each.count or each.broadens for each in found)
    if loses or unseen or any(each.broadens for each in found):
        assert verdict is Verdict.NEEDS_CARE


def test_what_templates_say_is_no_markup(compared: Mapping[str, StackDifference]) -> None:
    page = render(evidence(compared["code"], not_looked_at=["<script>alert(1)</script>"]))

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


class FakeCloudFormation:
    """CloudFormation with some stacks, of which one has drifted and one cannot be looked at."""

    class exceptions:  # noqa: N801 - as boto3 has it
        ClientError = LookupError

    def get_template(self, *, StackName: str, TemplateStage: str) -> Any:  # noqa: N803
        assert TemplateStage == "Original"
        if StackName == "prod-New":
            raise LookupError("Stack with id prod-New does not exist")
        return {"TemplateBody": BEFORE}

    def detect_stack_drift(self, *, StackName: str) -> Any:  # noqa: N803
        if StackName == "prod-Hidden":
            raise PermissionError("not authorised")
        return {"StackDriftDetectionId": StackName}

    def describe_stack_drift_detection_status(self, **_: Any) -> Any:
        return {"DetectionStatus": "DETECTION_COMPLETE"}

    def describe_stack_resource_drifts(self, *, StackName: str, **_: Any) -> Any:  # noqa: N803
        drifted = [{"LogicalResourceId": "Table", "ResourceType": "AWS::DynamoDB::Table"}]
        return {"StackResourceDrifts": drifted if StackName == "prod-Drifted" else []}


class FakeHistory:
    """A pipeline that has released one commit."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.entering = ""
        self.kept: dict[str, frozenset[str]] = {"a" * 40: frozenset({"/prod/X: AwsSolutions-S1"})}

    def last_commit(self) -> str:
        return "a" * 40

    def is_entering(self, stages: Collection[str]) -> bool:
        return self.entering in stages

    def acknowledged(self, commit: str) -> frozenset[str] | None:
        return self.kept.get(commit)

    def keep(self, commit: str, acknowledged: frozenset[str]) -> None:
        self.kept[commit] = acknowledged

    def publish(self, key: str, page: str) -> None:
        self.pages[key] = page


def write_assembly(folder: Path, stacks: Mapping[str, Any]) -> None:
    stage = folder / "assembly-prod"
    stage.mkdir(parents=True)
    artifacts = {}
    for name, template in stacks.items():
        (stage / f"{name}.json").write_text(json.dumps(template))
        artifacts[name] = {
            "type": "aws:cloudformation:stack",
            "environment": "aws://444444444444/eu-west-1",
            "properties": {
                "stackName": f"prod-{name}",
                "templateFile": f"{name}.json",
                "lookupRole": {"arn": "arn:${AWS::Partition}:iam::444444444444:role/lookup"},
            },
            "metadata": {
                f"/prod/{name}": [
                    {"type": "aws:cdk:acknowledged-rules", "data": {"Annotation::AwsSolutions-IAM5": "why"}}
                ]
            },
        }
    (stage / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))


class Gathered:
    """Runs the command on an assembly, with AWS pretended."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.history = folder, FakeHistory()
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(command, "_history", lambda _: self.history)
        client: Any = FakeCloudFormation()
        monkeypatch.setattr(
            command, "Deployed", lambda: Deployed(clients=lambda *_: client, sleep=lambda _: None)
        )

    def run(self, stage: str = "prod", *arguments: str) -> str:
        command.run(
            ["--assembly", str(self.folder / "cdk.out"), "--stage", stage, "--commit", "b" * 40,
             "--pipeline", "p",
             "--execution", "e1", "--bucket", "pages", "--region", "eu-west-1",
             "--output", str(self.folder / "out"), *arguments]
        )  # fmt: skip
        return (self.folder / "out/variables.env").read_text()


@pytest.fixture
def gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gathered:
    return Gathered(tmp_path, monkeypatch)


def test_the_page_is_published_and_linked(gathered: Gathered) -> None:
    write_assembly(gathered.folder / "cdk.out", {"Same": BEFORE})
    variables = gathered.run()

    assert variables.splitlines() == [
        "EVIDENCE_VERDICT='nothing-to-change'",
        (
            "EVIDENCE_URL='https://eu-west-1.console.aws.amazon.com/s3/object/pages"
            "?region=eu-west-1&prefix=pages/prod/e1.html'"
        ),
    ]
    assert "nothing to change" in gathered.history.pages["pages/prod/e1.html"]
    assert gathered.history.kept["b" * 40] == frozenset({"/prod/Same: AwsSolutions-IAM5"})


def test_everything_is_on_the_page(gathered: Gathered) -> None:
    write_assembly(
        gathered.folder / "cdk.out", {"New": BEFORE, "Drifted": after(broaden), "Hidden": after(delete)}
    )
    results = gathered.folder / "results"
    results.mkdir()
    (results / "acceptance.xml").write_text(
        '<testsuites><testsuite tests="5" failures="1" errors="0" time="1.5"/></testsuites>'
    )
    load = {
        "http_reqs": {"count": 2400, "rate": 20.0},
        "http_req_failed": {"value": 0.0005},
        "http_req_duration": {"p(95)": 41.2},
    }
    (results / "load.json").write_text(json.dumps({"metrics": load}))
    (results / "broken.json").write_text("{")
    variables = gathered.run("prod", "--measurements", str(results))
    page = gathered.history.pages["pages/prod/e1.html"]

    assert "needs-care" in variables
    for sentence in (
        "prod-Hidden: Table (AWS::DynamoDB::Table) is deleted",
        "prod-Drifted: more is allowed than before",
        "prod-Hidden: drift could not be looked for: not authorised",
        "prod-Drifted: Table (AWS::DynamoDB::Table)",
        "(new stack)",
        "New: <code>/prod/Drifted: AwsSolutions-IAM5</code>",
        "No longer: <code>/prod/X: AwsSolutions-S1</code>",
        "acceptance: 5 tests, 1 failed, 1.5 s",
        "load: 2400 requests at 20.0 a second, 0.05 % failed, p(95) 41 ms",
        "broken.json cannot be read",
        "s3:DeleteObject",
    ):
        assert sentence in page, sentence


def test_an_image_whose_scan_cannot_be_read_needs_care(gathered: Gathered) -> None:
    write_assembly(gathered.folder / "cdk.out", {"Same": BEFORE})
    images = gathered.folder / "cdk.out" / "images.json"
    images.write_text('{"checkout": "elsewhere/checkout@sha256:1"}')

    assert "needs-care" in gathered.run()
    assert "sha256:1</code>" in gathered.history.pages["pages/prod/e1.html"]
    assert "image checkout: its scan could not be read" in gathered.history.pages["pages/prod/e1.html"]


def test_a_stage_that_is_not_there_is_said(gathered: Gathered) -> None:
    write_assembly(gathered.folder / "cdk.out", {"Same": BEFORE})
    with pytest.raises(SystemExit, match="has no stage qa"):
        gathered.run("qa")


@pytest.mark.parametrize("stage", ["GateProd", "Prod"])
def test_nothing_approves_itself_while_another_version_is_on_its_way(gathered: Gathered, stage: str) -> None:
    write_assembly(gathered.folder / "cdk.out", {"Same": BEFORE})
    gathered.history.entering = stage

    assert "needs-care" in gathered.run()
    assert "another version is on its way to prod" in gathered.history.pages["pages/prod/e1.html"]


@pytest.mark.parametrize(
    ("state", "entering"),
    [
        ({}, False),
        ({"latestExecution": {"status": "Succeeded"}}, False),
        ({"latestExecution": {"status": "InProgress"}}, True),
        ({"latestExecution": {"status": "Succeeded"}, "inboundExecutions": [{"status": "InProgress"}]}, True),
    ],
)
def test_a_version_ahead_is_seen_in_the_pipelines_state(state: dict[str, Any], entering: bool) -> None:
    busy = {"stageName": "ApproveProd", "latestExecution": {"status": "InProgress"}}
    states = {"stageStates": [busy, {"stageName": "Prod", **state}]}
    codepipeline: Any = SimpleNamespace(get_pipeline_state=lambda *, name: {"p": states}[name])
    history = History(pipeline="p", bucket="b", codepipeline=codepipeline, s3=codepipeline)

    assert history.is_entering(("GateProd", "Prod")) is entering
