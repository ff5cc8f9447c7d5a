"""What was tested is what runs: images come from a file of digests, where there is one."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import build
from stacks.images import IMAGES, Images, read_images
from stacks.settings import SettingsError, cdk_context, read_settings
from tests.support import ROOT

pytestmark = pytest.mark.xdist_group("stacks")

REGISTRY = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/goldenpath"
DIGEST = f"sha256:{'a' * 64}"
PUSHED = {name: f"{REGISTRY}/{name}@{DIGEST}" for name in IMAGES}


def written(folder: Path, content: Any) -> Path:
    path = folder / "images.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_without_a_file_images_are_built_from_their_folders() -> None:
    assert read_images({}) == Images()
    assert all((ROOT / "docker" / name / "Dockerfile").is_file() for name in IMAGES)


def test_every_template_names_the_digests_and_builds_nothing(tmp_path: Path) -> None:
    context = dict(cdk_context()) | {"environment": "dev"}
    environments: Any = json.loads(json.dumps(context["environments"]))
    environments["dev"]["runtimes"] = {"storefront": "ecs", "catalog": "eks", "checkout": "express"}
    environments["dev"]["strategy"] = "canary"  # EKS tries a version, and has an image for that
    context["environments"] = environments
    images = read_images({"images": str(written(tmp_path, PUSHED))})
    build(context, read_settings(context), images=images, outdir=tmp_path / "out", validation=False).synth()

    templates = "".join(path.read_text() for path in (tmp_path / "out").rglob("*.template.json"))
    assert set(re.findall(r"/goldenpath/([a-z-]+)@sha256:a{64}", templates)) == set(IMAGES)
    for manifest in (tmp_path / "out").rglob("*.assets.json"):
        assert json.loads(manifest.read_text())["dockerImages"] == {}


def test_all_that_is_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    content = PUSHED | {"catalog": f"{REGISTRY}/catalog:latest", "cart": PUSHED["catalog"]}
    del content["checkout"]
    with pytest.raises(SettingsError) as wrong:
        read_images({"images": str(written(tmp_path, content))})

    message = str(wrong.value)
    assert "images.json: cart: " in message
    assert "images.json: catalog: " in message
    assert ":latest" in message
    assert "images.json: checkout: missing" in message


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "the path of a JSON file that can be read"),
        ([], "an object with catalog, checkout, storefront, smoke-test"),
    ],
)
def test_a_file_that_is_none_is_said_to_be(content: Any, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=sentence):
        read_images({"images": str(written(tmp_path, content))})


def test_the_app_ends_with_a_sentence_and_no_traceback() -> None:
    context = json.dumps({"images": "gone.json"})
    given = json.dumps(dict(cdk_context()) | json.loads(context))
    finished = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={"CDK_CONTEXT_JSON": given, "PATH": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 1
    assert "images:" in finished.stderr
    assert "gone.json" in finished.stderr
    assert "Traceback" not in finished.stderr
