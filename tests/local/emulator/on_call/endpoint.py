"""An endpoint on loopback that topics tell."""

from __future__ import annotations

import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType


class Endpoint:
    """An endpoint that confirms its subscription and keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.subjects: list[str] = []
        self.confirmed = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> Endpoint:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, envelope: dict[str, Any]) -> None:
        if envelope["Type"] == "SubscriptionConfirmation":
            urllib.request.urlopen(envelope["SubscribeURL"], timeout=5).close()  # noqa: S310 - on loopback
            self.confirmed.set()
        else:
            self.subjects.append(envelope.get("Subject", ""))
            self.heard.append(envelope["Message"])

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                envelope = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
                threading.Thread(target=endpoint.take, args=[envelope], daemon=True).start()

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        return Handler
