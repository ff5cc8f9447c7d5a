"""Runs the service: `python -m storefront`, as a process and in its container alike."""

from __future__ import annotations

import os
import sys

from storefront.application import make_application, surround
from storefront.logs import write_logs
from storefront.readiness import Readiness
from storefront.server import serve
from storefront.settings import Settings, SettingsError


def main() -> int:
    """Serve until told to stop; return the exit code."""
    try:
        settings = Settings.from_environment(os.environ)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    write_logs(settings.log_level)
    readiness = Readiness()
    serve(surround(make_application(readiness), readiness), settings, readiness)
    return 0


if __name__ == "__main__":
    sys.exit(main())
