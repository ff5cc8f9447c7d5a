"""Starts ministack with the extensions installed: ``python -m local.emulator``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from local.emulator.listening import require_free_port

_PROGRAMS = Path(__file__).parent / "programs"


def main() -> None:
    """Serve until told to stop."""
    host = os.environ.setdefault("BIND_HOST", "127.0.0.1")
    os.environ.setdefault("IOT_MTLS_ENABLED", "0")
    os.environ.setdefault("SFTP_ENABLED", "0")
    # Functions find the programs of their layers, whether or not this machine has others of the name.
    os.environ["PATH"] = f"{_PROGRAMS}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    os.environ["GOLDENPATH_PYTHON"] = sys.executable
    port = int(os.environ.get("GATEWAY_PORT", "4566"))
    require_free_port(host, port)
    ledger = os.environ.get("GOLDENPATH_RESOURCES_FILE")

    # Both import ministack, which takes seconds and reads the environment.
    from local.emulator.extensions import install  # noqa: PLC0415

    install(Path(ledger) if ledger else None)

    from ministack.app import main as serve  # noqa: PLC0415

    sys.argv = sys.argv[:1]
    serve()


if __name__ == "__main__":
    main()
