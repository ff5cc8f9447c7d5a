"""Runs the service: `python -m storefront`, as a process and in its container alike."""

import sys

from chassis.service import run
from storefront.application import make_application
from storefront.settings import Settings

if __name__ == "__main__":
    sys.exit(run(Settings, make_application))
