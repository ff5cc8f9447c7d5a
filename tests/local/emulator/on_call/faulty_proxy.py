"""Stands before the local AWS, and hinders what is published."""

from __future__ import annotations

import http.client
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from types import TracebackType

Fault = Literal["throttled", "failing", "dropped", "delayed", "lost answer"]
_DELAY_SECONDS = 1.5
_ERRORS = {"throttled": (400, "Throttling"), "failing": (500, "InternalError")}
_REFUSAL = (
    "<ErrorResponse><Error><Type>Receiver</Type><Code>{code}</Code><Message>{code}</Message></Error>"
    "<RequestId>0</RequestId></ErrorResponse>"
)


class FaultyProxy:
    """A proxy on loopback that spends one fault on each message that is published.

    Parameters
    ----------
    behind
        Address of the local AWS.
    """

    def __init__(self, behind: str) -> None:
        self.faults: list[Fault] = []
        self.hindered: list[Fault] = []
        self._behind = urlsplit(behind).netloc
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FaultyProxy:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _next_fault(self, body: bytes) -> Fault | None:
        if parse_qs(body.decode()).get("Action") != ["Publish"]:
            return None
        with self._lock:
            if not self.faults:
                return None
            self.hindered.append(self.faults.pop(0))
            return self.hindered[-1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fault = proxy._next_fault(body)
                if fault == "delayed":
                    time.sleep(_DELAY_SECONDS)
                if fault == "dropped":
                    self.close_connection = True
                    return
                if fault in _ERRORS:
                    status, code = _ERRORS[fault]
                    self._answer(status, _REFUSAL.format(code=code).encode())
                    return
                status, answer = proxy._forward(self.path, body, dict(self.headers))
                if fault == "lost answer":
                    self.close_connection = True
                    return
                self._answer(status, answer)

            def _answer(self, status: int, content: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "text/xml")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        return Handler

    def _forward(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self._behind, timeout=10)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()
