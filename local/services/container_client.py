"""What the CDK CLI runs instead of `docker`: the engine builds, the emulated registry takes notes.

The emulated ECR serves no layers, so a push there would go nowhere; the engine has the image already, under
the very name that the task definition uses.
"""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

from local.clients import Clients
from local.services.images import record_image


def main(arguments: list[str]) -> int:
    """Run one command of the container client.

    Parameters
    ----------
    arguments
        What the CLI passes to `docker`.
    """
    command, *rest = arguments
    if command == "login":
        sys.stdin.read()  # the CLI writes the password there and waits for it to be read
        return 0
    if command == "push":
        return _push(rest[-1])
    return _engine(arguments)


def _push(name: str) -> int:
    if code := _engine(["inspect", "--format", "{{.Id}}", name]):
        return code
    repository, _, tag = name.partition("/")[2].rpartition(":")
    port = urlsplit(os.environ["AWS_ENDPOINT_URL"]).port or 0
    record_image(Clients(port).ecr, repository, tag, "built, held by the container engine")
    return 0


def _engine(arguments: list[str]) -> int:
    client = os.environ["GOLDENPATH_CONTAINER_CLIENT"]
    return subprocess.run([client, *arguments], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
