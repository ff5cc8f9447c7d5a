"""Write the page: python -m docs.critical_path."""

import tempfile
from pathlib import Path

from app import build
from docs.critical_path.page import page
from stacks.settings import cdk_context, read_settings

PAGE = Path(__file__).parents[1] / "critical-path.md"


def written() -> str:
    """Synthesise the tooling, find the longest way through its pipeline, and give the page."""
    context = {**cdk_context(), "environment": "tooling"}
    settings = read_settings(context)
    with tempfile.TemporaryDirectory() as folder:
        assembly = build(context, settings, outdir=Path(folder), validation=False).synth()
        pipelines = [
            resource["Properties"]
            for stack in assembly.stacks_recursively
            for resource in stack.template["Resources"].values()
            if resource["Type"] == "AWS::CodePipeline::Pipeline"
        ]
    return page(pipelines[0], {name: each.strategy for name, each in settings.promoted.items()})


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
