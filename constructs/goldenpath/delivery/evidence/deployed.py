"""What is deployed now."""

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from goldenpath.delivery.evidence.assembly import SynthesisedStack

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

_PAUSE_SECONDS = 3
_LONGEST_SECONDS = 300
_SESSION = "goldenpath-evidence"


class Deployed:
    """The stacks of an environment, read with the role that its bootstrap has for looking.

    Parameters
    ----------
    clients
        Gives CloudFormation for a role and a region; with the environment's credentials by default.
    sleep
        Waits for some seconds.
    """

    def __init__(
        self,
        clients: "Callable[[str, str], CloudFormationClient] | None" = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clients = clients or _client
        self._sleep = sleep

    def template(self, stack: SynthesisedStack) -> Mapping[str, Any] | None:
        """Give the template that a stack was deployed with; None where it was not."""
        client = self._clients(stack.lookup_role, stack.region)
        try:
            body: Any = client.get_template(StackName=stack.name, TemplateStage="Original")["TemplateBody"]
        except client.exceptions.ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        if isinstance(body, str):
            body = json.loads(body)
        return dict(body)

    def drift(self, stack: SynthesisedStack) -> list[str]:
        """Have CloudFormation look for drift, and name each resource that is not as the template says.

        Raises
        ------
        TimeoutError
            If it does not come to an end.
        """
        client = self._clients(stack.lookup_role, stack.region)
        detection = client.detect_stack_drift(StackName=stack.name)["StackDriftDetectionId"]
        for _ in range(_LONGEST_SECONDS // _PAUSE_SECONDS):
            status = client.describe_stack_drift_detection_status(StackDriftDetectionId=detection)
            if status["DetectionStatus"] == "DETECTION_FAILED":
                raise RuntimeError(status.get("DetectionStatusReason", "the detection failed"))
            if status["DetectionStatus"] == "DETECTION_COMPLETE":
                return _drifted(client, stack.name)
            self._sleep(_PAUSE_SECONDS)
        raise TimeoutError(f"no end after {_LONGEST_SECONDS} seconds")


def _drifted(client: "CloudFormationClient", stack: str) -> list[str]:
    found = client.describe_stack_resource_drifts(
        StackName=stack, StackResourceDriftStatusFilters=["MODIFIED", "DELETED"]
    )["StackResourceDrifts"]
    return [f"{each['LogicalResourceId']} ({each['ResourceType']})" for each in found]


def _client(role: str, region: str) -> "CloudFormationClient":
    import boto3  # noqa: PLC0415 - only commands need it; constructs do not

    found = boto3.client("sts", region_name=region).assume_role(RoleArn=role, RoleSessionName=_SESSION)
    credentials = found["Credentials"]
    return boto3.client(
        "cloudformation",
        region_name=region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
