"""Associates a name with an App Runner service, and tells which records prove that it is ours.

App Runner lists the records some time after it was told of the name, so that this waits for them.
"""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any

import boto3

_PAUSE_SECONDS = 5
_LEFT_FOR_THE_ANSWER_MS = 30_000


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
            answer |= {"Status": "SUCCESS", "Data": _disassociate(event["PhysicalResourceId"])}
        else:
            answer |= {"Status": "SUCCESS", "Data": _associate(wanted, context)}
    except Exception as error:  # noqa: BLE001 - without an answer the stack would hang
        answer |= {"Status": "FAILED", "Reason": f"{error} (log stream {context.log_stream_name})"}
    print(json.dumps({key: answer.get(key) for key in ("Status", "Reason", "Data")}))
    _send(event["ResponseURL"], answer)


def _associate(wanted: dict[str, str], context: Any) -> dict[str, str]:
    client = boto3.client("apprunner")
    service, name = wanted["ServiceArn"], wanted["DomainName"]
    if _found(client, service, name) is None:
        client.associate_custom_domain(ServiceArn=service, DomainName=name, EnableWWWSubdomain=False)
    while True:
        records = (_found(client, service, name) or {}).get("CertificateValidationRecords", [])
        if len(records) >= int(wanted["Records"]):
            return {
                key: value
                for number, record in enumerate(records, start=1)
                for key, value in ((f"Name{number}", record["Name"]), (f"Value{number}", record["Value"]))
            }
        if context.get_remaining_time_in_millis() < _LEFT_FOR_THE_ANSWER_MS:
            raise LookupError(
                f"App Runner names {len(records)} of {wanted['Records']} records that prove {name} to be ours"
            )
        time.sleep(_PAUSE_SECONDS)


def _disassociate(physical_id: str) -> dict[str, str]:
    service, _, name = physical_id.partition("|")
    client = boto3.client("apprunner")
    if name and _found(client, service, name) is not None:
        client.disassociate_custom_domain(ServiceArn=service, DomainName=name)
    return {}


def _found(client: Any, service: str, name: str) -> dict[str, Any] | None:
    domains = client.describe_custom_domains(ServiceArn=service)["CustomDomains"]
    return next((domain for domain in domains if domain["DomainName"] == name), None)


def _send(url: str, answer: dict[str, Any]) -> None:
    body = json.dumps(answer).encode()
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own address
        url, data=body, method="PUT", headers={"Content-Type": ""}
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310 - CloudFormation's own address
