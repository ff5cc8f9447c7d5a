import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.assembly import Assembly
from local.errors import LocalError
from tests.local.running import HANDMADE_APP, TOPIC


def synthesise(folder: Path, stacks: dict[str, object]) -> Assembly:
    description = folder / "stacks.json"
    description.write_text(json.dumps(stacks), encoding="utf-8")
    environment = {**os.environ, "CDK_OUTDIR": str(folder / "cdk.out")}
    subprocess.run([sys.executable, str(HANDMADE_APP), str(description)], env=environment, check=True)
    return Assembly(folder / "cdk.out")


def test_stacks_and_images_are_read_from_the_stage(tmp_path: Path) -> None:
    destination = {"repositoryName": "assets-${AWS::AccountId}-${AWS::Region}", "imageTag": "abc"}
    image = {"source": {"directory": "../asset.abc"}, "destinations": {"here": destination}}
    stacks = {"Shop": {"resources": {"Topic": TOPIC}, "images": {"abc": image}}, "Data": {"resources": {}}}
    assembly = synthesise(tmp_path, stacks)
    assert assembly.exists()
    assert [(stack.name, stack.path, list(stack.resources)) for stack in assembly.stacks()] == [
        ("local-Shop", "local/Shop", ["Topic"]),
        ("local-Data", "local/Data", []),
    ]
    [found] = assembly.images()
    assert (found.tag, found.repository) == ("abc", "assets-000000000000-us-east-1")
    assert found.directory.resolve() == (tmp_path / "cdk.out/asset.abc").resolve()


def test_a_folder_without_an_assembly_is_named(tmp_path: Path) -> None:
    assert not Assembly(tmp_path).exists()
    with pytest.raises(LocalError, match="holds no cloud assembly"):
        Assembly(tmp_path).stacks()
