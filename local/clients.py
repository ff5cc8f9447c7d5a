"""boto3 clients that can reach the local AWS only, whatever the person's configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from local.environment import HERE, LOOPBACK, Place

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.client import CloudFormationClient
    from mypy_boto3_ecr.client import ECRClient
    from mypy_boto3_ecs.client import ECSClient
    from mypy_boto3_elbv2.client import ElasticLoadBalancingv2Client
    from mypy_boto3_secretsmanager.client import SecretsManagerClient
    from mypy_boto3_ssm.client import SSMClient

_QUICK = Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 2}, proxies={})


@dataclass(frozen=True)
class Clients:
    """The clients used here.

    Parameters
    ----------
    port
        The local AWS's port.
    place
        The account and region to be in.
    """

    port: int
    place: Place = HERE

    @cached_property
    def _session(self) -> boto3.Session:
        return boto3.Session(
            aws_access_key_id=self.place.account,
            aws_secret_access_key="test",  # noqa: S106  # pragma: allowlist secret - the emulator takes any
            region_name=self.place.region,
        )

    @property
    def _url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """CloudFormation."""
        return self._session.client("cloudformation", endpoint_url=self._url, config=_QUICK)

    @cached_property
    def ecr(self) -> ECRClient:
        """The registry."""
        return self._session.client("ecr", endpoint_url=self._url, config=_QUICK)

    @cached_property
    def ecs(self) -> ECSClient:
        """The container service."""
        return self._session.client("ecs", endpoint_url=self._url, config=_QUICK)

    @cached_property
    def secretsmanager(self) -> SecretsManagerClient:
        """The secrets."""
        return self._session.client("secretsmanager", endpoint_url=self._url, config=_QUICK)

    @cached_property
    def ssm(self) -> SSMClient:
        """The parameters."""
        return self._session.client("ssm", endpoint_url=self._url, config=_QUICK)

    @cached_property
    def elbv2(self) -> ElasticLoadBalancingv2Client:
        """The load balancers."""
        return self._session.client("elbv2", endpoint_url=self._url, config=_QUICK)
