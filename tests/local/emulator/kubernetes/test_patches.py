"""Patches of every type, and what the server applies by itself."""

import json
from typing import Any

import pytest

from local.emulator.kubernetes.merging import strategically_merged
from local.emulator.kubernetes.schemas import shape
from tests.local.emulator.kubernetes.driver import (
    CONFIG_MAP,
    CONTAINERS,
    DEFINITION,
    SHOP,
    Run,
    with_containers,
)

pytestmark = pytest.mark.xdist_group("kubernetes")

SHOP_CONTAINER, PROXY = CONTAINERS


def images(kubectl: Run) -> dict[str, str]:
    found = kubectl("get", "deployment", "shop", "-o=jsonpath={.spec.template.spec.containers}")
    return {each["name"]: each["image"] for each in json.loads(found.stdout)}


def test_patches_of_every_type_hold(kubectl: Run) -> None:
    kubectl("apply", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1"}})
    patches = {
        "merge": '{"data": {"blue": "2"}}',
        "strategic": '{"data": {"green": "3"}}',
        "json": '[{"op": "remove", "path": "/data/red"}, {"op": "add", "path": "/data/grey", "value": "4"}]',
    }
    for kind, patch in patches.items():
        assert kubectl("patch", "cm", "colours", "--type", kind, "-p", patch).returncode == 0

    found = json.loads(kubectl("get", "cm", "colours", "-o=jsonpath={.data}").stdout)
    assert found == {"blue": "2", "green": "3", "grey": "4"}


def test_the_server_applies_too(kubectl: Run) -> None:
    applied = kubectl("apply", "--server-side", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1"}})

    assert applied.returncode == 0, applied.stderr
    assert kubectl("get", "cm", "colours", "-o=jsonpath={.data.red}").stdout == "1"


def test_a_strategic_patch_finds_a_container_by_its_name(kubectl: Run) -> None:
    kubectl("apply", "-f", "-", given=with_containers(SHOP_CONTAINER, PROXY))
    patch = {"spec": {"template": {"spec": {"containers": [{"name": "shop", "image": "shop:2"}]}}}}
    patched = kubectl("patch", "deployment", "shop", "-p", json.dumps(patch))

    assert patched.returncode == 0, patched.stderr
    assert images(kubectl) == {"shop": "shop:2", "proxy": "proxy:1"}


def test_a_container_that_goes_from_the_configuration_goes(kubectl: Run) -> None:
    kubectl("apply", "-f", "-", given=with_containers(SHOP_CONTAINER, PROXY))
    changed = kubectl("apply", "-f", "-", given=with_containers(SHOP_CONTAINER | {"image": "shop:2"}))

    assert changed.returncode == 0, changed.stderr
    assert images(kubectl) == {"shop": "shop:2"}


def test_what_the_server_applied_before_goes(kubectl: Run) -> None:
    for containers in ((SHOP_CONTAINER, PROXY), (PROXY | {"image": "proxy:2"},)):
        applied = kubectl("apply", "--server-side", "-f", "-", given=with_containers(*containers))
        assert applied.returncode == 0, applied.stderr

    assert images(kubectl) == {"proxy": "proxy:2"}


def test_what_others_wrote_stays_when_the_server_applies(kubectl: Run) -> None:
    kubectl("apply", "--server-side", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1", "blue": "2"}})
    kubectl("patch", "cm", "colours", "--type=merge", "-p", '{"data": {"green": "3"}}')
    kubectl("apply", "--server-side", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1"}})

    found = json.loads(kubectl("get", "cm", "colours", "-o=jsonpath={.data}").stdout)
    assert found == {"red": "1", "green": "3"}


def test_a_patch_that_does_not_fit_is_refused(kubectl: Run) -> None:
    kubectl("apply", "-f", "-", given=CONFIG_MAP)
    patch = '[{"op": "test", "path": "/data/red", "value": "1"}]'
    unfit = kubectl("patch", "cm", "colours", "--type=json", "-p", patch)
    kubectl("apply", "-f", "-", given=DEFINITION)
    kubectl("apply", "-f", "-", given=SHOP)
    strategic = kubectl("patch", "shop", "books", "--type=strategic", "-p", '{"spec": {}}')

    assert "the patch does not fit" in unfit.stderr
    assert "is not patched with application/strategic-merge-patch+json" in strategic.stderr


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (
            {"containers": [{"$patch": "delete", "name": "a"}]},
            {"containers": [{"name": "b"}], "subdomain": "x"},
        ),
        (
            {"containers": [{"name": "c"}], "$setElementOrder/containers": [{"name": "c"}, {"name": "a"}]},
            {"containers": [{"name": "c"}, {"name": "a"}, {"name": "b"}], "subdomain": "x"},
        ),
        (
            {"containers": [{"$patch": "replace"}, {"name": "d"}]},
            {"containers": [{"name": "d"}], "subdomain": "x"},
        ),
        ({"$retainKeys": ["subdomain"], "subdomain": "y"}, {"subdomain": "y"}),
        ({"$patch": "replace", "subdomain": "y"}, {"subdomain": "y"}),
        ({"containers": None}, {"subdomain": "x"}),
    ],
)
def test_directives_of_strategic_patches_hold(patch: dict[str, Any], expected: dict[str, Any]) -> None:
    live = {"containers": [{"name": "a"}, {"name": "b"}], "subdomain": "x"}

    assert strategically_merged(live, patch, shape("v1", "Pod", "1.36").member("spec")) == expected
