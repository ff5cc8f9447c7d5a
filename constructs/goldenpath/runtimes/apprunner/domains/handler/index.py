"""Associates a name with an App Runner service, and tells which records prove that it is ours.

App Runner lists the records some time after it was told of the name, so that this waits for them.
"""

from __future__ import annotations

import itertools
import json
import time
import urllib.request
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PAUSE_SECONDS = 5
_LEFT_FOR_THE_ANSWER_MS = 30_000
_BUSY, _GONE = "InvalidStateException", "ResourceNotFoundException"


def handler(event: dict[str, Any], context: Any) -> None:
    """Answer a custom resource's request; see :mod:`goldenpath.runtimes.apprunner.domains.custom_domain`."""
    wanted = event["ResourceProperties"]
    answer = {
        # Another name or service is another resource: the old one is deleted after the new one is there.
        "PhysicalResourceId": f"{wanted['ServiceArn']}|{wanted['DomainName']}",
        **{key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")},
    }
    try:
        if event["RequestType"] == "Delete":
            # What was never made is not there to be taken away.
            answer["PhysicalResourceId"] = event["PhysicalResourceId"]
            answer |= {"Status": "SUCCESS", "Data": _disassociate(event["PhysicalResourceId"], context)}
        else:
            old = event.get("OldResourceProperties", wanted)
            if old["DomainName"] == wanted["DomainName"] and old["ServiceArn"] != wanted["ServiceArn"]:
                # A name has one service: the old one cannot keep it until the new one has it.
                _disassociate(f"{old['ServiceArn']}|{old['DomainName']}", context)
            answer |= {"Status": "SUCCESS", "Data": _associate(wanted, context)}
    except Exception as error:  # noqa: BLE001 - without an answer the stack would hang
        answer |= {"Status": "FAILED", "Reason": f"{error} (log stream {context.log_stream_name})"}
    print(json.dumps({key: answer.get(key) for key in ("Status", "Reason", "Data")}))
    _send(event["ResponseURL"], answer)


def _associate(wanted: dict[str, str], context: Any) -> dict[str, str]:
    client = boto3.client("apprunner")
    service, name, wished = wanted["ServiceArn"], wanted["DomainName"], int(wanted["Records"])
    records: list[dict[str, str]] = []
    for _ in _looks(context):
        domain = _found(client, service, name)
        if domain is None:
            _unless_busy(
                client.associate_custom_domain, ServiceArn=service, DomainName=name, EnableWWWSubdomain=False
            )
            continue
        if _status(domain) == "create_failed":
            raise LookupError(f"App Runner could not take the name {name}: does another service have it?")
        # One that is being taken away still has its old records.
        records = [] if _status(domain) == "deleting" else domain.get("CertificateValidationRecords", [])
        if len(records) >= wished:
            return {
                key: value
                for number, record in enumerate(records, start=1)
                for key, value in ((f"Name{number}", record["Name"]), (f"Value{number}", record["Value"]))
            }
    raise LookupError(f"App Runner names {len(records)} of {wished} records that prove {name} to be ours")


def _disassociate(physical_id: str, context: Any) -> dict[str, str]:
    """Take a name away and wait until it is gone, so that it and the service can go elsewhere, or go."""
    service, _, name = physical_id.partition("|")
    if not name:
        return {}
    client = boto3.client("apprunner")
    leaving = False
    for _ in _looks(context):
        domain = _found(client, service, name)
        if domain is None:
            return {}
        leaving = _status(domain) == "deleting"
        if not leaving:
            _unless_busy(client.disassociate_custom_domain, ServiceArn=service, DomainName=name)
    if not leaving:
        raise TimeoutError(f"App Runner has kept the name {name} although it was told to let it go")
    return {}


def _looks(context: Any) -> Iterator[int]:
    """Count looks at App Runner, with pauses between, for as long as there is time for an answer."""
    for look in itertools.count():
        if look:
            time.sleep(_PAUSE_SECONDS)
        yield look
        if context.get_remaining_time_in_millis() < _LEFT_FOR_THE_ANSWER_MS:
            return


def _found(client: Any, service: str, name: str) -> dict[str, Any] | None:
    try:
        return next((domain for domain in _domains(client, service) if domain["DomainName"] == name), None)
    except ClientError as error:
        if _code(error) != _GONE:
            raise
        return None


def _domains(client: Any, service: str) -> Iterator[dict[str, Any]]:
    page = client.describe_custom_domains(ServiceArn=service)
    yield from page["CustomDomains"]
    while page.get("NextToken"):
        page = client.describe_custom_domains(ServiceArn=service, NextToken=page["NextToken"])
        yield from page["CustomDomains"]


def _unless_busy(change: Callable[..., Any], **arguments: Any) -> None:
    """Ask App Runner for a change, unless it has another in hand: then the next look asks again."""
    try:
        change(**arguments)
    except ClientError as error:
        if _code(error) != _BUSY:
            raise


def _status(domain: dict[str, Any]) -> str:
    return str(domain["Status"]).lower()  # its documentation has capitals, its answers have none


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


def _send(url: str, answer: dict[str, Any]) -> None:
    body = json.dumps(answer).encode()
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own address
        url, data=body, method="PUT", headers={"Content-Type": ""}
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - CloudFormation's own address
