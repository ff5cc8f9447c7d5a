"""The function, with fakes of what it speaks to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from goldenpath.observability.on_call.enrichment.handler import index
from tests.constructs.observability.on_call.fakes import (
    CHAT,
    PAGE,
    TICKET,
    Account,
    Context,
    Queue,
    Table,
    Topics,
)

ENVIRONMENT = {
    "QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111111111111/inbox",
    "TABLE": "memory",
    "TOPICS": json.dumps({"page": {"people": PAGE, "chat": CHAT}, "ticket": {"people": TICKET}}),
}


@dataclass
class World:
    """All that the function speaks to."""

    topics: Topics = field(default_factory=Topics)
    table: Table = field(default_factory=Table)
    queue: Queue = field(default_factory=lambda: Queue([]))
    account: Account = field(default_factory=Account)

    def client(self, service: str, **_config: Any) -> Any:
        return {"sns": self.topics, "dynamodb": self.table, "sqs": self.queue}.get(service, self.account)

    def run(self, *bodies: str, batch: int = 10) -> None:
        """Bring messages until none is left."""
        self.queue = Queue(list(bodies))
        while not self.queue.is_empty:
            records = self.queue.receive(batch)
            self.queue.settle(records, index.handler({"Records": records}, Context()))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    install(monkeypatch, made)
    return made


def install(monkeypatch: pytest.MonkeyPatch, made: World) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(index, "_client", made.client)
