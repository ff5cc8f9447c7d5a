"""An environment that a pipeline promotes to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldenpath.delivery.pipeline.check import Check, check_problems

_ACCOUNT = re.compile(r"[0-9]{12}")
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-[0-9]+")


@dataclass(frozen=True, kw_only=True)
class DeliveryEnvironment:
    """Where stacks are deployed, what is released there, and what has to pass before anything goes further.

    Parameters
    ----------
    name
        Its name, which is that of its ``cdk.Stage``.
    account, region
        Where it is.
    bootstrap_trusts
        The accounts that its CDK bootstrap trusts to deploy: the pipeline's has to be among them, unless it
        is the same. ``python -m goldenpath bootstrap-commands`` prints the command that makes it so.
    url_stack
        The stack, by its name in CloudFormation, whose output ``Url`` is the address that checks ask.
    code_deploy_services
        Names of its services with the engine ``codedeploy``, which are released after the stacks; none by
        default. Others are released by their stacks.
    checks
        What is run against it afterwards; each gets its address in ``SERVICE_URL``.
    approval
        Whether a person, shown the evidence, lets a version in; not by default. What changes nothing is let
        in by itself.
    approvers
        E-mail addresses that are told when there is something to approve; none by default.
    gate_alarms
        Names of CloudWatch alarms in its account and region; while one is in alarm, nothing goes in. None by
        default.

    Examples
    --------
    >>> from goldenpath import DeliveryEnvironment
    >>> dev = DeliveryEnvironment(
    ...     name="dev", account="222222222222", region="eu-west-1", url_stack="dev-Shop",
    ...     bootstrap_trusts=("111111111111",),
    ... )
    >>> list(dev.problems(pipeline_account="111111111111", pipeline_region="eu-west-1"))
    []
    """

    name: str
    account: str
    region: str
    url_stack: str
    bootstrap_trusts: tuple[str, ...] = ()
    code_deploy_services: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    approval: bool = False
    approvers: tuple[str, ...] = ()
    gate_alarms: tuple[str, ...] = ()

    def problems(self, pipeline_account: str, pipeline_region: str) -> Iterator[str]:
        """Say what stands in the way.

        Parameters
        ----------
        pipeline_account, pipeline_region
            Where the pipeline is.
        """
        if not _REGION.fullmatch(self.region):
            yield f"environments.{self.name}.region: should be like eu-west-1, not {self.region!r}"
        elif self.code_deploy_services and self.region != pipeline_region:
            yield (
                f"environments.{self.name}.code_deploy_services: CodeDeploy gets its files in the pipeline's "
                f"region, {pipeline_region}, and not in {self.region}; take the engine 'ecs' there"
            )
        if not _ACCOUNT.fullmatch(self.account):
            yield f"environments.{self.name}.account: should be 12 digits, not {self.account!r}"
        if pipeline_account not in {self.account, *self.bootstrap_trusts}:
            yield (
                f"environments.{self.name}.bootstrap_trusts: account {self.account} should trust the "
                f"pipeline's, {pipeline_account}; run what `python -m goldenpath bootstrap-commands` prints "
                "for it, and name it here"
            )

        taken = ("Deploy", *(f"Release-{service}" for service in self.code_deploy_services))
        yield from check_problems(f"environments.{self.name}.checks", self.checks, taken)

    def bootstrap_role(self, purpose: str, partition: str) -> str:
        """Give the ARN of one of the roles that the CDK's bootstrap made there.

        Parameters
        ----------
        purpose
            ``deploy``, ``file-publishing`` or ``lookup``.
        partition
            The partition, such as ``aws``.
        """
        return bootstrap_role(purpose, account=self.account, region=self.region, partition=partition)


def bootstrap_role(purpose: str, *, account: str, region: str, partition: str) -> str:
    """Give the ARN of a role of the CDK's bootstrap, with its default qualifier.

    Parameters
    ----------
    purpose
        ``deploy``, ``file-publishing`` or ``lookup``.
    account, region, partition
        Where.

    References
    ----------
    https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
    """
    return f"arn:{partition}:iam::{account}:role/cdk-hnb659fds-{purpose}-role-{account}-{region}"
