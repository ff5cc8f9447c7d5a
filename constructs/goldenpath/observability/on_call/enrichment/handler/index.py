"""Turns changes of alarms' states, which a queue brings, into messages to people; loses none.

A change that could not be told stays in the queue and comes again, later each time. After some times, the
queue puts it aside, and an alarm says so. One that makes no sense is put aside within seconds.
"""

from __future__ import annotations

import json
import os
from functools import cache, partial
from typing import Any

import boto3
from botocore.config import Config

from .memory import Memory
from .surroundings import look
from .telling import Teller, Topics
from .transition import MalformedError, read

_LEASE_SECONDS = 90
_LONGEST_MS = 40_000
"""How long one change may take, with every service at its slowest."""
_FIRST_PAUSE_SECONDS = 5
_LONGEST_PAUSE_SECONDS = 300
_LOOKS = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1})
_TELLS = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Tell of each change, and name those that could not be told."""
    failed = [record for record in event["Records"] if not _is_told(record, context)]
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in failed]}


def _is_told(record: dict[str, Any], context: Any) -> bool:
    if context.get_remaining_time_in_millis() < _LONGEST_MS:
        return _again(record, 0, "There is no time left for it")
    try:
        transition = read(record["body"])
    except MalformedError as error:
        # Time will not mend it, so it is put aside soon.
        return _again(record, 0, str(error))
    try:
        _teller().tell(transition)
    except Exception as error:  # noqa: BLE001 - it stays in the queue, and the others are told
        return _again(record, _pause_seconds(record), f"{type(error).__name__}: {error}")
    _log(alarm=transition.name, state=transition.state, at=transition.at.isoformat(), is_told=True)
    return True


def _again(record: dict[str, Any], pause_seconds: int, problem: str) -> bool:
    _log(message=record["messageId"], problem=problem, again_after_seconds=pause_seconds)
    try:
        _client("sqs").change_message_visibility(
            QueueUrl=os.environ["QUEUE_URL"],
            ReceiptHandle=record["receiptHandle"],
            VisibilityTimeout=pause_seconds,
        )
    except Exception as error:  # noqa: BLE001 - it comes again all the same, only later
        _log(message=record["messageId"], problem=f"{type(error).__name__}: {error}")
    return False


def _pause_seconds(record: dict[str, Any]) -> int:
    times = int(record["attributes"]["ApproximateReceiveCount"])
    return int(min(_FIRST_PAUSE_SECONDS * 2 ** (times - 1), _LONGEST_PAUSE_SECONDS))


def _teller() -> Teller:
    topics = {name: Topics(**each) for name, each in json.loads(os.environ["TOPICS"]).items()}
    return Teller(
        topics=topics,
        memory=Memory(_client("dynamodb"), os.environ["TABLE"], _LEASE_SECONDS),
        look=partial(look, client=partial(_client, config=_LOOKS)),
        publish=_client("sns").publish,
    )


@cache
def _client(service: str, config: Config = _TELLS) -> Any:
    return boto3.client(service, config=config)  # type: ignore[call-overload]


def _log(**values: Any) -> None:
    print(json.dumps(values))
