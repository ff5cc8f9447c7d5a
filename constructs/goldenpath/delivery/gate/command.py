"""`python -m goldenpath gate`: stop a pipeline while an alarm of the environment says so."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient

_SESSION = "goldenpath-gate"


def run(arguments: Sequence[str]) -> None:
    """Look at alarms in another account; end with code 1 while any of them is in alarm.

    An alarm that does not exist stops nothing, since before the first deployment none does, but it is named.

    Parameters
    ----------
    arguments
        The command's own, without its name.
    """
    options = _parse(arguments)
    states = alarm_states(_client(options.role, options.region), options.alarms)
    for name in options.alarms:
        print(f"{name}: {states.get(name, 'does not exist')}")
    closed = [name for name, state in states.items() if state == "ALARM"]
    if closed:
        sys.exit(f"Nothing goes in while {', '.join(closed)} is in alarm; see its runbook.")


def alarm_states(client: "CloudWatchClient", names: Sequence[str]) -> Mapping[str, str]:
    """Read the states of those alarms that exist.

    Parameters
    ----------
    client
        CloudWatch, where they are.
    names
        Their names.
    """
    pages = client.get_paginator("describe_alarms").paginate(
        AlarmNames=list(names), AlarmTypes=["MetricAlarm", "CompositeAlarm"]
    )
    return {
        alarm["AlarmName"]: alarm["StateValue"]
        for page in pages
        for alarm in (*page["MetricAlarms"], *page["CompositeAlarms"])
    }


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m goldenpath gate", description=run.__doc__)
    parser.add_argument("--role", required=True, help="ARN of a role that may read the alarms")
    parser.add_argument("--region", required=True, help="where they are")
    parser.add_argument("alarms", nargs="+", help="their names")
    return parser.parse_args(arguments)


def _client(role: str, region: str) -> "CloudWatchClient":
    import boto3  # noqa: PLC0415 - only commands need it; constructs do not
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        found = boto3.client("sts", region_name=region).assume_role(RoleArn=role, RoleSessionName=_SESSION)
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"The role {role} cannot be assumed: {error}")
    credentials = found["Credentials"]
    return boto3.client(
        "cloudwatch",
        region_name=region,
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )
