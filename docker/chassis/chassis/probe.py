"""Asks the service whether it lives: `python -m chassis.probe`, the container's health check."""

from __future__ import annotations

import http.client
import os
import sys

_TIMEOUT_SECONDS = 2
_OK = 200


def main() -> int:
    """Return 0 if the service of this environment answers, else 1."""
    port = int(os.environ.get("PORT", "8080"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except OSError as error:
        print(f"The service does not answer: {error}", file=sys.stderr)
        return 1
    finally:
        connection.close()
    return 0 if status == _OK else 1


if __name__ == "__main__":
    sys.exit(main())
