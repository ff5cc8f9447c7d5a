"""The API of local clusters, as the kubectl and helm that CDK brings along speak with it."""

from pathlib import Path
from typing import Any

import pytest

from local.emulator.kubernetes.objects import Objects
from local.emulator.kubernetes.server import ApiServer
from tests.local.emulator.kubernetes.driver import CONFIG_MAP, DEFINITION, DEPLOYMENT, SHOP, Run

pytestmark = pytest.mark.xdist_group("kubernetes")


def test_what_is_applied_can_be_read_and_deleted(kubectl: Run) -> None:
    assert kubectl("apply", "-f", "-", given=DEPLOYMENT).returncode == 0
    found = kubectl("get", "deployment", "shop", "-o=jsonpath='{.spec.template.spec.containers[0].image}'")
    assert found.stdout == "'shop:1'"
    assert kubectl("delete", "deployment", "shop", "--wait=false").returncode == 0
    assert "NotFound" in kubectl("get", "deployment", "shop").stderr


def test_a_field_that_goes_from_the_configuration_goes_from_the_object(kubectl: Run) -> None:
    kubectl("create", "--save-config", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1", "blue": "2"}})
    changed = kubectl("apply", "-f", "-", given=CONFIG_MAP | {"data": {"red": "3"}})

    assert changed.returncode == 0, changed.stderr
    assert kubectl("get", "cm", "colours", "-o=jsonpath={.data}").stdout == '{"red":"3"}'


def test_pruning_removes_what_is_no_longer_there(kubectl: Run) -> None:
    labelled = {"name": "old", "labels": {"prune": "me"}}
    kubectl("apply", "-f", "-", given=CONFIG_MAP | {"metadata": labelled})
    pruned = kubectl("apply", "--prune", "-l", "prune=me", "-f", "-", given=DEPLOYMENT)

    assert pruned.returncode == 0, pruned.stderr
    assert "configmap/old pruned" in pruned.stdout
    assert kubectl("get", "cm").stdout == ""


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            DEPLOYMENT | {"spec": DEPLOYMENT["spec"] | {"replica": 1}},
            "Additional properties are not allowed ('replica' was",
        ),
        (CONFIG_MAP | {"metadata": {"name": "Colours"}}, "a name has lower-case letters, digits, - and ."),
        (CONFIG_MAP | {"metadata": {"name": "x", "namespace": "gone"}}, 'namespaces "gone" not found'),
        (
            {"apiVersion": "v2", "kind": "Pod", "metadata": {"name": "x"}},
            "the server could not find the requested resource",
        ),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, Any], sentence: str, kubectl: Run) -> None:
    refused = kubectl("apply", "-f", "-", given=given)

    assert refused.returncode == 1
    assert sentence in refused.stderr


def test_a_definition_brings_its_kind_and_takes_it_away(kubectl: Run) -> None:
    assert kubectl("apply", "-f", "-", given=DEFINITION).returncode == 0
    assert kubectl("wait", "--for=condition=established", "crd/shops.example.com").returncode == 0
    made = kubectl("apply", "-f", "-", given=SHOP)

    assert made.returncode == 0, made.stderr
    assert kubectl("get", "shop", "books", "-o=jsonpath={.spec.shelves}").stdout == "2"
    kubectl("delete", "crd", "shops.example.com", "--wait=false")
    assert "could not find the requested resource" in kubectl("get", "shop").stderr


def test_objects_are_selected_by_labels_and_fields(kubectl: Run) -> None:
    for name, tier in (("web", "front"), ("api", "back"), ("jobs", "back")):
        labels = {"name": name, "labels": {"tier": tier, name: "yes"}}
        kubectl("apply", "-f", "-", given=CONFIG_MAP | {"metadata": labels})

    def found(*selector: str) -> str:
        return kubectl("get", "cm", *selector, "-o=jsonpath={.items[*].metadata.name}").stdout

    assert found("-l", "tier in (back, other),!jobs") == "api"
    assert found("-l", "tier!=back") == "web"
    assert found("-l", "tier notin (front)") == "api jobs"
    assert found("--field-selector", "metadata.name=web") == "web"
    assert "selects by metadata.name" in kubectl("get", "cm", "--field-selector", "data=1").stderr


def test_a_dry_run_checks_and_keeps_nothing(kubectl: Run) -> None:
    assert kubectl("apply", "--dry-run=server", "-f", "-", given=CONFIG_MAP).returncode == 0
    assert kubectl("get", "cm").stdout == ""
    wrong = DEPLOYMENT | {"spec": {}}
    assert (
        "'selector' is a required property"
        in kubectl("apply", "--dry-run=server", "-f", "-", given=wrong).stderr
    )


def test_a_field_that_is_not_known_passes_where_nothing_is_to_be_checked(kubectl: Run) -> None:
    given = CONFIG_MAP | {"date": {}}

    assert kubectl("apply", "-f", "-", given=given).returncode == 1
    assert kubectl("apply", "--validate=false", "-f", "-", given=given).returncode == 0


def test_the_schemas_are_those_of_the_cluster_s_version() -> None:
    version = ["1.27"]
    objects = Objects(lambda: version[0], lambda _: None)
    names = [kind.name for kind in objects.kinds]
    version[0] = "1.36"

    assert "ServiceCIDR" not in names
    assert "ServiceCIDR" in [kind.name for kind in objects.kinds]


def test_what_happens_can_be_waited_for(kubectl: Run) -> None:
    kubectl("apply", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1"}})
    held = kubectl("wait", "--for=jsonpath={.data.red}=1", "cm/colours", "--timeout=5s")
    gone = kubectl("delete", "cm", "colours")
    never = kubectl("wait", "--for=create", "cm/colours", "--timeout=1s")

    assert (held.returncode, gone.returncode, never.returncode) == (0, 0, 1), held.stderr + gone.stderr
    assert "timed out" in never.stderr


def test_only_what_is_there_is_replaced(kubectl: Run) -> None:
    refused = kubectl("replace", "-f", "-", given=CONFIG_MAP)
    kubectl("create", "-f", "-", given=CONFIG_MAP)
    replaced = kubectl("replace", "-f", "-", given=CONFIG_MAP | {"data": {"red": "1"}})

    assert "not found" in refused.stderr
    assert replaced.returncode == 0, replaced.stderr


@pytest.mark.parametrize(
    ("api_version", "kind"),
    [
        ("argoproj.io/v1alpha1", "Rollout"),
        ("eks.amazonaws.com/v1", "NodeClass"),
        ("karpenter.sh/v1", "NodePool"),
        ("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass"),
        ("scheduling.k8s.io/v1", "PriorityClass"),
    ],
)
def test_kinds_of_a_cluster_are_known(api_version: str, kind: str, kubectl: Run) -> None:
    given = {"apiVersion": api_version, "kind": kind, "metadata": {"name": "some"}}
    value: dict[str, Any] = {"value": 1} if kind == "PriorityClass" else {"spec": {"strategy": {}}}
    made = kubectl("apply", "-f", "-", given=given | value)

    assert made.returncode == 0, made.stderr


def test_a_namespace_goes_with_what_stands_in_it(kubectl: Run) -> None:
    kubectl("create", "namespace", "shop")
    kubectl("-n", "shop", "apply", "-f", "-", given=CONFIG_MAP)
    kubectl("delete", "namespace", "shop", "--wait=false")

    assert kubectl("get", "cm", "-A").stdout == ""


def test_only_this_machine_reaches_it(server: tuple[ApiServer, Path]) -> None:
    assert server[0].address == "127.0.0.1"
