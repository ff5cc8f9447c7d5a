"""Gives each EKS cluster an API that answers at its endpoint."""

from __future__ import annotations

import base64
import os
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import boto3
from ministack.core.responses import get_region
from ministack.services import eks

from local.emulator.extensions.private import read, replace
from local.emulator.kubernetes.certificate import loopback_certificate
from local.emulator.kubernetes.load_balancers import LoadBalancers
from local.emulator.kubernetes.objects import Objects
from local.emulator.kubernetes.server import ApiServer

if TYPE_CHECKING:
    import ssl

_servers: dict[str, ApiServer] = {}
_CREATED = 200


def serve_clusters() -> None:
    """Let a cluster's endpoint answer, from its creation to its deletion."""
    create, delete = read(eks, "_create_cluster"), read(eks, "_delete_cluster")
    clusters = read(eks, "_clusters")

    def create_serving(body: dict[str, Any], creator_arn: str | None = None) -> Any:
        answer = create(body, creator_arn)
        if answer[0] == _CREATED:
            cluster = clusters[body["name"]]
            tls, certificate = _certificate()
            network = body.get("resourcesVpcConfig") or {}
            _servers[cluster["arn"]] = server = _serve(cluster, network, tls)
            cluster["endpoint"] = f"https://localhost:{server.port}"
            cluster["certificateAuthority"] = {"data": base64.b64encode(certificate.encode()).decode()}
        return answer

    def delete_serving(name: str) -> Any:
        cluster = clusters.get(name)
        server = _servers.pop(cluster["arn"], None) if cluster else None
        if server is not None:
            server.stop()
        return delete(name)

    # With an engine the emulator would try another Kubernetes, which has none of Auto Mode's controllers.
    replace("_get_docker", lambda: None, eks)
    replace("_create_cluster", create_serving, eks)
    replace("_delete_cluster", delete_serving, eks)


@cache
def _certificate() -> tuple[ssl.SSLContext, str]:
    return loopback_certificate()


def _serve(cluster: dict[str, Any], network: dict[str, Any], tls: ssl.SSLContext) -> ApiServer:
    region = get_region()
    client = partial(
        boto3.client,
        region_name=region,
        endpoint_url=f"http://127.0.0.1:{os.environ.get('GATEWAY_PORT', '4566')}",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator takes any  # pragma: allowlist secret
    )

    def vpc_of(subnets: list[str]) -> str:
        if not subnets:
            return ""
        found = client("ec2").describe_subnets(SubnetIds=subnets[:1])["Subnets"]
        return str(found[0]["VpcId"])

    find_vpc = partial(vpc_of, network.get("subnetIds") or [])
    balancers = LoadBalancers(cluster["name"], find_vpc, partial(client, "elbv2"))
    # An update may raise the version, and the objects stay.
    return ApiServer(Objects(lambda: str(cluster["version"]), balancers.follow), tls)
