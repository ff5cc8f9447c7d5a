"""What the builds of a pipeline share."""

from dataclasses import dataclass

from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns

INSTALL = (
    "python3 -m venv .venv",
    ".venv/bin/python -m pip install --quiet --require-hashes -r requirements.txt",
    "npm ci --silent",
)
INSTALL_CLI = ("npm ci --silent",)
CDK = "npx --no-install cdk"
"""The project's own CDK CLI, as ``package-lock.json`` has it; never what a registry calls newest."""
GOLDENPATH = ".venv/bin/python -m goldenpath"


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """What everything of a pipeline shares: where builds run, and who answers for them.

    Parameters
    ----------
    key
        Key of what they make.
    log_key
        Key of what they say.
    log_retention
        How long that is kept.
    artifacts
        Bucket of what they hand on.
    install
        Commands that install the project with its tools.
    install_image_tools
        Commands that put ``syft`` on PATH, besides.
    owner, runbook, told
        Who is told when something fails, what to do, and where it is told.
    """

    key: kms.IKey
    log_key: kms.IKey
    log_retention: logs.RetentionDays
    artifacts: s3.IBucket
    install: tuple[str, ...]
    install_image_tools: tuple[str, ...]
    owner: str
    runbook: str
    told: sns.ITopic
