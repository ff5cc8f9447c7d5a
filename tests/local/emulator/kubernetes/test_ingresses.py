"""What load balancers become of ingresses."""

import json
from typing import Any

import pytest

from local.emulator.kubernetes.answers import RefusedError
from local.emulator.kubernetes.load_balancers import LoadBalancers
from local.emulator.kubernetes.objects import Objects
from tests.local.emulator.kubernetes.load_balancing import LoadBalancing

PREFIX = "alb.ingress.kubernetes.io"
PARAMS = {"group": {"name": "shop"}, "scheme": "internal", "subnets": {"ids": ["subnet-1"]}}


class Cluster:
    """A cluster's objects, and the load balancers that are made of them."""

    def __init__(self) -> None:
        self.api = LoadBalancing()
        self.objects = Objects(
            lambda: "1.36", LoadBalancers("cluster", lambda: "vpc-1", lambda: self.api).follow
        )
        self.describe(PARAMS)
        parameters = {"apiGroup": "eks.amazonaws.com", "kind": "IngressClassParams", "name": "shop"}
        class_ = {"controller": "eks.amazonaws.com/alb", "parameters": parameters}
        self.put("networking.k8s.io/v1", "ingressclasses", "", {"metadata": {"name": "shop"}, "spec": class_})

    def describe(self, params: dict[str, Any]) -> None:
        given = {"metadata": {"name": "shop"}, "spec": params}
        self.put("eks.amazonaws.com/v1", "ingressclassparams", "", given)

    def put(self, api_version: str, plural: str, namespace: str, given: dict[str, Any]) -> None:
        kind = self.objects.kind(api_version, plural)
        self.objects.apply(kind, namespace, given["metadata"]["name"], given, "test")

    def lead(self, name: str, backend: Any = None, **annotations: str) -> None:
        """Put an ingress for a path of its name."""
        service = {"name": name, "port": backend or {"name": "use-annotation"}}
        path = {"path": f"/{name}/*", "pathType": "ImplementationSpecific", "backend": {"service": service}}
        said = {f"{PREFIX}/{key.replace('_', '-')}": text for key, text in annotations.items()}
        metadata = {"name": name, "annotations": said}
        spec = {"ingressClassName": "shop", "rules": [{"http": {"paths": [path]}}]}
        self.put("networking.k8s.io/v1", "ingresses", "default", {"metadata": metadata, "spec": spec})

    def act(self, name: str, action: dict[str, Any]) -> None:
        """Put an ingress whose annotation says what is done."""
        self.lead(name, **{f"actions.{name}": json.dumps(action)})

    def ingress(self, name: str) -> dict[str, Any]:
        return self.objects.get(self.objects.kind("networking.k8s.io/v1", "ingresses"), "default", name)

    def remove(self, name: str) -> None:
        self.objects.delete(self.objects.kind("networking.k8s.io/v1", "ingresses"), "default", name)


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


def test_ingresses_share_a_load_balancer_as_long_as_there_are_any(cluster: Cluster) -> None:
    for rank, name in ((20, "cart"), (10, "pay")):
        cluster.lead(name, {"number": 80}, **{"group.order": str(rank)})

    assert [rule["Conditions"][0]["PathPatternConfig"]["Values"] for rule in cluster.api.rules.values()] == [
        ["/pay/*"],
        ["/cart/*"],
    ]
    assert len(cluster.api.balancers) == 1
    assert len(cluster.api.groups) == 2
    (told,) = cluster.ingress("cart")["status"]["loadBalancer"]["ingress"]
    assert told["hostname"].startswith("k8s-shop")
    for name in ("cart", "pay"):
        cluster.remove(name)
    assert (cluster.api.balancers, cluster.api.groups) == ({}, {})


@pytest.mark.parametrize("keys", [str.lower, str.title])
def test_an_annotation_says_what_is_done(cluster: Cluster, keys: Any) -> None:
    group = {f"{keys('s')}erviceName": "cart", f"{keys('s')}ervicePort": "80", f"{keys('w')}eight": 7}
    cluster.act(
        "cart", {keys("type"): "forward", f"{keys('f')}orwardConfig": {f"{keys('t')}argetGroups": [group]}}
    )
    answer = {"statusCode": "418", "contentType": "text/plain", "messageBody": "tea"}
    cluster.act("tea", {"type": "fixed-response", "fixedResponseConfig": answer})

    assert cluster.api.leads_to("/cart/*") == {"k8s-default-cart-80": 7}
    assert cluster.api.leads_to("/tea/*") == {"code": "418"}


def test_a_port_has_its_name_in_the_service(cluster: Cluster) -> None:
    cluster.lead("cart", {"name": "http"})
    before = cluster.api.leads_to("/cart/*")
    service = {"metadata": {"name": "cart"}, "spec": {"ports": [{"name": "http", "port": 8080}]}}
    cluster.put("v1", "services", "default", service)

    assert before == {"code": "503"}
    assert list(cluster.api.leads_to("/cart/*").values()) == [1]
    assert cluster.api.target_ports == [8080]


@pytest.mark.parametrize("named", [{"ingress": "cart"}, {"ingresses": ["other", "cart"]}])
def test_a_rollout_s_stable_version_has_all_traffic(cluster: Cluster, named: dict[str, Any]) -> None:
    cluster.lead("cart")
    before = cluster.api.leads_to("/cart/*")
    routing = {"alb": {**named, "rootService": "cart", "servicePort": 80}}
    canary = {"stableService": "stable", "canaryService": "canary", "trafficRouting": routing}
    rollout = {"metadata": {"name": "cart"}, "spec": {"strategy": {"canary": canary}}}
    cluster.put("argoproj.io/v1alpha1", "rollouts", "default", rollout)

    assert before == {"code": "503"}
    assert list(cluster.api.leads_to("/cart/*").values()) == [100, 0]
    written = json.loads(cluster.ingress("cart")["metadata"]["annotations"][f"{PREFIX}/actions.cart"])
    assert [group["ServiceName"] for group in written["ForwardConfig"]["TargetGroups"]] == [
        "stable",
        "canary",
    ]
    cluster.lead("cart")  # applied anew without the annotation, which is Argo's
    assert list(cluster.api.leads_to("/cart/*").values()) == [100, 0]


def test_certificates_make_it_speak_tls(cluster: Cluster) -> None:
    cluster.lead("cart", {"number": 80}, security_groups="sg-1, sg-2")
    plain = [(each["Protocol"], each["Port"]) for each in cluster.api.listeners.values()]
    cluster.describe(PARAMS | {"certificateARNs": ["arn:certificate"], "subnets": {"ids": ["subnet-2"]}})

    assert plain == [("HTTP", 80)]
    (listener,) = cluster.api.listeners.values()
    assert (listener["Protocol"], listener["Port"]) == ("HTTPS", 443)
    assert listener["Certificates"] == [{"CertificateArn": "arn:certificate"}]
    (balancer,) = cluster.api.balancers.values()
    assert (balancer["Subnets"], balancer["SecurityGroups"]) == (["subnet-2"], ["sg-1", "sg-2"])


def test_requests_without_tls_are_redirected(cluster: Cluster) -> None:
    cluster.describe(PARAMS | {"certificateARNs": ["arn:certificate"]})
    ports = json.dumps([{"HTTP": 80}, {"HTTPS": 443}])
    cluster.lead("cart", {"number": 80}, listen_ports=ports, ssl_redirect="443")

    actions = {each["Port"]: each["DefaultActions"][0]["Type"] for each in cluster.api.listeners.values()}
    assert actions == {80: "redirect", 443: "fixed-response"}
    assert len(cluster.api.rules) == 1


def test_another_scheme_is_another_load_balancer(cluster: Cluster) -> None:
    cluster.lead("cart", {"number": 80})
    (before,) = cluster.api.balancers
    cluster.describe(PARAMS | {"scheme": "internet-facing"})
    (after,) = cluster.api.balancers

    assert after != before
    assert cluster.api.balancers[after]["Scheme"] == "internet-facing"


def test_what_is_no_action_is_refused_and_not_kept(cluster: Cluster) -> None:
    with pytest.raises(RefusedError, match="is no action"):
        cluster.lead("cart", **{"actions.cart": "{"})
    with pytest.raises(RefusedError, match="not found"):
        cluster.ingress("cart")
