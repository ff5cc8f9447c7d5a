"""Charts of one's own, installed by the helm that CDK brings along."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.local.emulator.kubernetes.driver import CONFIG_MAP, DEFINITION, SHOP, Run

pytestmark = pytest.mark.xdist_group("kubernetes")


def write_chart(folder: Path, *objects: dict[str, Any]) -> Path:
    """Write a chart that brings a definition along, as many do."""
    for name in ("templates", "crds"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 0.1.0\n")
    (folder / "crds/shop.yaml").write_text(json.dumps(DEFINITION))
    (folder / "templates/objects.yaml").write_text("\n---\n".join(json.dumps(each) for each in objects))
    return folder


def test_helm_installs_upgrades_and_removes_a_chart(helm: Run, kubectl: Run, tmp_path: Path) -> None:
    chart = tmp_path / "chart"
    for revision, data in enumerate(({"red": "1", "blue": "2"}, {"red": "3"}), start=1):
        write_chart(chart, CONFIG_MAP | {"data": data}, SHOP)
        installed = helm("upgrade", "--install", "shop", str(chart), "--wait")
        assert f"REVISION: {revision}" in installed.stdout, installed.stderr

    assert kubectl("get", "cm", "colours", "-o=jsonpath={.data}").stdout == '{"red":"3"}'
    assert kubectl("get", "shop", "books").returncode == 0
    assert helm("uninstall", "shop").returncode == 0
    assert kubectl("get", "cm,secret,shop").stdout == ""


def test_a_chart_s_mistake_is_said(helm: Run, tmp_path: Path) -> None:
    chart = write_chart(tmp_path / "chart", CONFIG_MAP | {"date": {}})

    assert (
        "Additional properties are not allowed ('date' was"
        in helm("upgrade", "--install", "shop", str(chart)).stderr
    )
