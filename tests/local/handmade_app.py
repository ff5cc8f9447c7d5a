"""A CDK app without the CDK: it writes the cloud assembly that its argument describes, in no time."""

import json
import os
import sys
from pathlib import Path


def main(description: Path) -> None:
    outer = Path(os.environ["CDK_OUTDIR"])
    inner = outer / "assembly-local"
    inner.mkdir(parents=True, exist_ok=True)
    artifacts: dict[str, object] = {}
    for name, stack in json.loads(description.read_text(encoding="utf-8")).items():
        template = inner / f"{name}.template.json"
        template.write_text(json.dumps({"Resources": stack["resources"]}), encoding="utf-8")
        dependencies = [f"local{other}" for other in stack.get("after", [])]
        if images := stack.get("images"):
            assets = inner / f"{name}.assets.json"
            assets.write_text(
                json.dumps({"version": "36.0.0", "files": {}, "dockerImages": images}), encoding="utf-8"
            )
            artifacts[f"local{name}.assets"] = {
                "type": "cdk:asset-manifest",
                "properties": {"file": assets.name},
            }
            dependencies.append(f"local{name}.assets")
        artifacts[f"local{name}"] = {
            "type": "aws:cloudformation:stack",
            "environment": "aws://000000000000/us-east-1",
            "properties": {"templateFile": template.name, "stackName": f"local-{name}"},
            "displayName": f"local/{name}",
            "dependencies": dependencies,
        }
    _write(inner, artifacts)
    stage = {"directoryName": inner.name, "displayName": "local"}
    _write(outer, {inner.name: {"type": "cdk:cloud-assembly", "properties": stage}})


def _write(folder: Path, artifacts: dict[str, object]) -> None:
    manifest = {"version": "36.0.0", "artifacts": artifacts}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
