"""What a deployment would change, as `cdk diff` sees it."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenpath.delivery.command_error import CommandError
from goldenpath.delivery.programs import path_of

_PROGRAM = Path(__file__).parent / "compare.mjs"
_GONE = ("WILL_REPLACE", "MAY_REPLACE", "WILL_DESTROY", "WILL_ORPHAN")
_BY_PROPERTIES = ("WILL_UPDATE", "WILL_REPLACE", "MAY_REPLACE")
_WORDS = {
    "WILL_CREATE": "is new",
    "WILL_UPDATE": "changes",
    "WILL_REPLACE": "is replaced",
    "MAY_REPLACE": "may be replaced",
    "WILL_DESTROY": "is deleted",
    "WILL_ORPHAN": "is left behind",
    "WILL_IMPORT": "is taken in",
    "NO_CHANGE": "stays",
}
STATEFUL = frozenset(
    {
        "AWS::CodeArtifact::Domain",
        "AWS::CodeArtifact::Repository",
        "AWS::Cognito::UserPool",
        "AWS::DocDB::DBCluster",
        "AWS::DynamoDB::GlobalTable",
        "AWS::DynamoDB::Table",
        "AWS::EC2::Volume",
        "AWS::ECR::Repository",
        "AWS::EFS::FileSystem",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::KMS::Key",
        "AWS::Kinesis::Stream",
        "AWS::Logs::LogGroup",
        "AWS::OpenSearchService::Domain",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::S3::Bucket",
        "AWS::SQS::Queue",
        "AWS::SecretsManager::Secret",
    }
)
"""Types of resources that hold what cannot be made again."""


@dataclass(frozen=True, kw_only=True)
class ResourceChange:
    """One resource that a deployment would touch.

    Parameters
    ----------
    logical_id, type
        Which one.
    impact
        What happens to it, in the words of the CDK's comparison, such as ``WILL_REPLACE``.
    properties
        Names of the properties, and other parts, that differ.
    """

    logical_id: str
    type: str
    impact: str
    properties: tuple[str, ...]

    @property
    def loses_state(self) -> bool:
        """Whether what it holds goes with it."""
        return self.type in STATEFUL and self.impact in _GONE

    @property
    def words(self) -> str:
        """What happens, for a person to read."""
        if self.type == "AWS::Lambda::Function" and self.properties == ("Code",):
            return "has other code"
        verb = _WORDS[self.impact]
        named = self.properties and self.impact in _BY_PROPERTIES
        return f"{verb}: {', '.join(self.properties)}" if named else verb


@dataclass(frozen=True, kw_only=True)
class StackDifference:
    """What a deployment would change in a stack.

    Parameters
    ----------
    stack
        Its name.
    is_new
        Whether it does not exist yet.
    count
        How many parts of the template differ.
    changes
        The resources that it would touch.
    broadens
        Whether it widens what somebody may do, or who may reach something.
    security
        What of that changes, as a table in plain text.
    """

    stack: str
    is_new: bool
    count: int
    changes: tuple[ResourceChange, ...]
    broadens: bool
    security: str


def differences(
    stacks: Sequence[tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]],
) -> list[StackDifference]:
    """Compare templates by the CDK's own comparison, ``@aws-cdk/cloudformation-diff`` of the project.

    Parameters
    ----------
    stacks
        Each stack's name, deployed template (None where there is none) and synthesised one.

    Raises
    ------
    CommandError
        If the comparison cannot be made.
    """
    asked = [
        {"stack": name, "deployed": deployed, "synthesised": synthesised}
        for name, deployed, synthesised in stacks
    ]
    done = subprocess.run(  # noqa: S603 - our own program
        [path_of("node"), str(_PROGRAM)], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"The templates cannot be compared: {done.stderr.strip()[-500:]}")
    return [_difference(each) for each in json.loads(done.stdout)]


def _difference(found: Mapping[str, Any]) -> StackDifference:
    changes = tuple(
        ResourceChange(
            logical_id=each["id"],
            type=each["type"],
            impact=each["impact"],
            properties=(*each["properties"], *each["others"]),
        )
        for each in found["resources"]
    )
    return StackDifference(
        stack=found["stack"],
        is_new=found["is_new"],
        count=found["count"],
        changes=changes,
        broadens=found["broadens"],
        security=found["security"],
    )
