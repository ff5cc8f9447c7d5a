"""Where CloudWatch Synthetics begins: the only module that needs what is there alone.

References
----------
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Library_Python.html
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aws_synthetics.common import synthetics_logger

from shop_canary.trying import try_out

if TYPE_CHECKING:
    from collections.abc import Mapping


def handler(_event: Mapping[str, object], _context: object) -> str:
    """Try the journey that the settings name; Synthetics counts every exception as a failure."""
    return try_out(os.environ, say=synthetics_logger.info)
