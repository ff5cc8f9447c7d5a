"""The API server of one cluster, as kubectl and helm speak with it."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from local.emulator.kubernetes import protobuf
from local.emulator.kubernetes.answers import RefusedError
from local.emulator.kubernetes.discovery import discovered
from local.emulator.kubernetes.merging import patched

if TYPE_CHECKING:
    import ssl

    from local.emulator.kubernetes.kinds import Kind
    from local.emulator.kubernetes.objects import Objects

_LOOPBACK = "127.0.0.1"
_APPLY = "application/apply-patch+yaml"


class ApiServer:
    """Serves a cluster's objects over TLS, on loopback only. Whoever can reach it may do anything.

    Parameters
    ----------
    objects
        The cluster's objects.
    version
        Its version.
    tls
        The certificate.
    """

    def __init__(self, objects: Objects, version: str, tls: ssl.SSLContext) -> None:
        handler = type("Handler", (_Handler,), {"objects": objects, "version": version})
        self._server = ThreadingHTTPServer((_LOOPBACK, 0), handler)
        self._server.daemon_threads = True
        self._server.socket = tls.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(target=self._server.serve_forever, daemon=True, name="kubernetes").start()

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
    version: str
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
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        try:
            answer, code = self._carry_out(address.path, query, body)
        except RefusedError as refused:
            answer, code = refused.status, refused.code
        content = json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _carry_out(self, path: str, query: dict[str, str], body: bytes) -> tuple[dict[str, Any], int]:
        if query.get("dryRun"):
            raise RefusedError(400, "BadRequest", "the local Kubernetes API knows no dry run")
        if self.command == "GET":
            return self._found(path, query), 200
        kind, namespace, name = self._place(path)
        given = {} if self.command == "DELETE" else self._given(kind, body)
        match self.command:
            case "POST":
                return self.objects.create(kind, namespace, given), 201
            case "PUT":
                return self.objects.put(kind, namespace, given), 200
            case "PATCH":
                return self._patch(kind, namespace, name, given), 200
        return self.objects.delete(kind, namespace, name), 200

    def _given(self, kind: Kind, body: bytes) -> Any:
        if kind.name == "Secret" and body.startswith(protobuf.MAGIC):
            return protobuf.secret(body)
        try:
            return json.loads(body)
        except ValueError:
            given = self.headers.get("Content-Type", "what has no Content-Type")
            message = f"the local Kubernetes API reads JSON, not {given}"
            raise RefusedError(415, "UnsupportedMediaType", message) from None

    def _found(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        about = discovered(path, self.objects.kinds, self.version)
        if about is not None:
            return about
        kind, namespace, name = self._place(path)
        if name:
            return self.objects.get(kind, namespace, name)
        return self._listed(kind, self.objects.select(kind, namespace, query.get("labelSelector", "")))

    def _patch(self, kind: Kind, namespace: str, name: str, patch: Any) -> dict[str, Any]:
        media_type = self.headers.get("Content-Type", "")
        try:
            live = self.objects.get(kind, namespace, name)
        except RefusedError:
            if media_type != _APPLY:  # which makes what is not there
                raise
            live = {}
        return self.objects.put(kind, namespace, patched(live, patch, media_type))

    def _place(self, path: str) -> tuple[Kind, str, str]:
        """Take ``/apis/<group>/<version>/namespaces/<namespace>/<plural>/<name>`` apart."""
        parts = path.strip("/").split("/")
        api_version = parts[1] if parts[0] == "api" else "/".join(parts[1:3])
        rest = parts[2 if parts[0] == "api" else 3 :]
        match rest:
            case ["namespaces", namespace, plural, *name]:
                return self.objects.kind(api_version, plural), namespace, "".join(name[:1])
            case [plural, *name]:
                return self.objects.kind(api_version, plural), "", "".join(name[:1])
        raise RefusedError(404, "NotFound", "the server could not find the requested resource")

    def _listed(self, kind: Kind, items: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "kind": f"{kind.name}List",
            "apiVersion": kind.api_version,
            "metadata": {"resourceVersion": "1"},
            "items": items,
        }
