"""The library as others get it: a wheel, in an environment that holds nothing else of this repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import support

LOCKED = re.compile(r"^[a-z0-9_.-]+==[^\s;]+", re.MULTILINE)
EXAMPLE = Path("docs", "examples", "storefront.py")
pytestmark = pytest.mark.xdist_group("wheel")


def run(*command: str | Path, folder: Path, **variables: str) -> str:
    """Run a command quietly and give what it prints, on either stream."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))
    }
    finished = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment | variables,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert finished.returncode == 0, finished.stdout
    return finished.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = shutil.copytree(support.ROOT / "constructs", folder / "constructs")
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        source,
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        folder=folder,
    )
    (built,) = folder.glob("goldenpath-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty environment and install the wheel into it, with the dependencies that it asks for."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder.parent)
    interpreter = folder / "bin" / "python"
    constraints = folder.parent / "constraints.txt"
    constraints.write_text("\n".join(LOCKED.findall((support.ROOT / "requirements.txt").read_text())))
    pip = (sys.executable, "-m", "pip", "--python", str(interpreter))
    run(*pip, "install", "--no-compile", "--constraint", constraints, wheel, folder=folder)
    return interpreter


def test_the_wheel_holds_the_library_and_its_types(wheel: Path) -> None:
    names = run(sys.executable, "-m", "zipfile", "-l", wheel, folder=wheel.parent)

    assert "goldenpath/py.typed" in names
    assert "goldenpath/runtimes/ecs/service.py" in names


def test_the_installed_library_synthesises_the_example_quietly(python: Path, tmp_path: Path) -> None:
    shutil.copytree(support.ROOT / "docker" / "storefront", tmp_path / "docker" / "storefront")
    shutil.copy(support.ROOT / EXAMPLE, tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    printed = run(python, EXAMPLE.name, folder=tmp_path, CDK_OUTDIR="cdk.out", PATH=path)

    template = json.loads((tmp_path / "cdk.out" / "Shop.template.json").read_text())
    types = {resource["Type"] for resource in template["Resources"].values()}
    assert types >= {"AWS::ECS::Service", "AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::WAFv2::WebACL"}
    assert printed == ""


def test_the_library_comes_from_the_wheel(python: Path, tmp_path: Path) -> None:
    where = run(python, "-c", "import goldenpath; print(goldenpath.__file__)", folder=tmp_path)

    assert Path(where.strip()).is_relative_to(python.parent.parent)


def test_its_types_are_seen_by_those_who_use_it(python: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from goldenpath import Scaling\n\nScaling(minimum='two')\n")
    # The CDK's own types would take minutes to read.
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = True\n[mypy-aws_cdk.*]\nfollow_imports = skip\n")
    mypy = (sys.executable, "-m", "mypy", "--python-executable", str(python))
    run(*mypy, support.ROOT / EXAMPLE, folder=tmp_path)

    with pytest.raises(AssertionError, match=r'Argument "minimum" to "Scaling" has incompatible type'):
        run(*mypy, wrong, folder=tmp_path)
