"""The API server of one cluster, as kubectl and helm speak with it."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from local.emulator.kubernetes.answers import RefusedError
from local.emulator.kubernetes.requests import Request, carry_out
from local.emulator.kubernetes.watching import watched

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from local.emulator.kubernetes.objects import Objects

_LOOPBACK = "127.0.0.1"


class ApiServer:
    """Serves a cluster's objects over TLS, on loopback only.

    It takes any bearer token, and none: whoever can reach it may do anything.

    Parameters
    ----------
    objects
        The cluster's objects.
    tls
        The certificate.
    """

    def __init__(self, objects: Objects, tls: ssl.SSLContext) -> None:
        handler = type("Handler", (_Handler,), {"objects": objects})
        self._server = ThreadingHTTPServer((_LOOPBACK, 0), handler)
        self._server.daemon_threads = True
        self._server.socket = tls.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True, name="kubernetes"
        ).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """From where it is reached."""
        return str(self._server.server_address[0])

    def stop(self) -> None:
        """Close it."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    objects: Objects
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().setup()

    def __getattr__(self, name: str) -> Any:
        """Answer every method alike: the base class looks ``do_GET``, ``do_PATCH`` and so on up."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *_: Any) -> None:
        """Say nothing: what goes wrong is told to who asked."""

    def _answer(self) -> None:
        request = self._read()
        try:
            if request.is_watch:
                self._stream(watched(request, self.objects))
                return
            answer, code = carry_out(request, self.objects)
        except RefusedError as refused:
            answer, code = refused.status, refused.code
        except Exception as error:  # noqa: BLE001 - who asked would only see that the connection is lost
            failed = RefusedError(500, "InternalError", f"the local Kubernetes API failed: {error!r}")
            answer, code = failed.status, failed.code
        content = json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _read(self) -> Request:
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        return Request(self.command, address.path, query, self.headers.get("Content-Type", ""), body)

    def _stream(self, events: Iterator[dict[str, Any]]) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):  # who watched has gone
            for event in events:
                self.wfile.write(json.dumps(event).encode() + b"\n")
                self.wfile.flush()
