"""Traces to X-Ray itself, with the variables that every runtime gives: they have to be signed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import aws_cdk as cdk
import pytest

from goldenpath.observability import trace_environment

ROOT = Path(__file__).parents[2]
SERVICES = ("catalog", "checkout", "storefront")
PROGRAM = """
from chassis.traces import start_traces
from opentelemetry import trace

start_traces("catalog")
processors = trace.get_tracer_provider()._active_span_processor._span_processors
(exporter,) = (each.span_exporter for each in processors if hasattr(each, "span_exporter"))
print(type(exporter).__name__, exporter._endpoint, type(exporter._session).__name__)
"""


def variables() -> dict[str, str]:
    stack = cdk.Stack(cdk.App(), "Stack", env=cdk.Environment(region="eu-west-1"))
    found = trace_environment(stack, "catalog", version="3f2a")
    return {name: re.sub(r"\$\{Token\[[^]]*\]\}", "amazonaws.com", value) for name, value in found.items()}


def test_spans_are_signed_and_sent_to_x_ray() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, **variables(), "PYTHONPATH": str(ROOT / "docker/chassis")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.stdout.split() == [
        "OTLPAwsSpanExporter",
        "https://xray.eu-west-1.amazonaws.com/v1/traces",
        "AwsAuthSession",
    ], finished.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_every_image_holds_what_signs(service: str) -> None:
    locked = (ROOT / "docker" / service / "requirements.txt").read_text()

    assert re.search(r"^botocore==", locked, re.MULTILINE)
