"""Runs the service: `python -m checkout`, as a process and in its container alike."""

import sys

from chassis.service import run
from checkout.application import make_application
from checkout.settings import Settings

if __name__ == "__main__":
    sys.exit(run(Settings, make_application))
