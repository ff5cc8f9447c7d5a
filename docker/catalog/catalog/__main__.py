"""Runs the service: `python -m catalog`, as a process and in its container alike."""

import sys

from catalog.application import make_application
from catalog.settings import Settings
from chassis.service import run

if __name__ == "__main__":
    sys.exit(run(Settings, make_application))
