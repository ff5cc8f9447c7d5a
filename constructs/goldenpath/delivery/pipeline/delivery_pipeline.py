"""A pipeline that changes itself first, and then promotes one set of images."""

from collections.abc import Sequence
from pathlib import Path

from aws_cdk import Stack, Token
from aws_cdk import aws_codepipeline as codepipeline
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from constructs import Construct

from goldenpath.delivery.pipeline.artifact_store import ArtifactStore
from goldenpath.delivery.pipeline.check import Check, check_problems
from goldenpath.delivery.pipeline.delivered_image import DeliveredImage
from goldenpath.delivery.pipeline.delivery_error import DeliveryError
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.git_strategy import GitStrategy
from goldenpath.delivery.pipeline.line_pipeline import LinePipeline
from goldenpath.delivery.pipeline.names import name_problems
from goldenpath.delivery.pipeline.publication_stage import Publication
from goldenpath.delivery.pipeline.sources import Source
from goldenpath.delivery.pipeline.workshop import INSTALL, Workshop

_TRUNK = GitStrategy.trunk()
_STAGES = ("Source", "Build", "UpdatePipeline", "Publish")
_NO_PLACE = "should have an account and a region, such as env=cdk.Environment(account=…, region=…)"


class DeliveryPipeline(Construct):
    """From a merge to production: build once, then the same digests through every environment.

    A push starts it. It checks the code and builds the images, all at once; synthesises with the digests of
    these images; deploys its own stack, so that it changes itself before it changes anything else; and goes
    through the environments: stacks, releases by CodeDeploy, checks. A failure stops it and takes that
    environment back to what it had. Executions wait for each other (``QUEUED``).

    Every step runs commands of the project: what the pipeline does can be done on a laptop.

    Parameters
    ----------
    scope
        The construct it belongs to, in a stack with an account and a region.
    construct_id
        Its id in that scope.
    source
        Where the code is: ``ConnectionSource``, ``CodeCommitSource`` or ``BucketSource``.
    environments
        What it promotes to, in order.
    owner, runbook
        The team that answers for it, and the ``https`` address of what to do when it fails.
    told
        What is told when it fails; its key has to let EventBridge and CloudWatch encrypt.
    checks
        What the code has to pass before anything is synthesised, all at once.
    images
        What is built of the code; each has to have tests.
    git
        Which branch leads where; every commit of ``main`` to all environments, by default.
    install
        Commands that install the project into ``.venv`` and ``node_modules``, with the CDK CLI as locked; by
        default from ``requirements.txt`` with hashes and from ``package-lock.json``.
    install_image_tools
        Commands that put ``syft``, which lists what is in an image, on PATH before images are built; none by
        default, where ``install`` does.
    publication
        A library in the project that is published after production; none by default.
    project
        The project's folder at synthesis; the working directory by default.
    log_key
        Key that logs of builds are encrypted with.
    log_retention
        How long they are kept; three months by default.

    Attributes
    ----------
    pipelines
        The pipelines, one for each line of the Git strategy.
    artifacts
        What their actions hand on.

    Raises
    ------
    DeliveryError
        If it cannot work: a source that is no source, a branch that cannot be followed, an environment whose
        bootstrap does not trust the pipeline's account, a service without tests. It says all that is wrong.

    Examples
    --------
    >>> import aws_cdk as cdk
    >>> from aws_cdk import aws_sns as sns
    >>> from goldenpath import (
    ...     Check, CodeCommitSource, DeliveryEnvironment, DeliveryPipeline, LogKey
    ... )
    >>> tooling = cdk.Environment(account="111111111111", region="eu-west-1")
    >>> stack = cdk.Stack(cdk.App(), "Delivery", env=tooling)
    >>> acceptance = Check(name="Acceptance", commands=("make acceptance",))
    >>> pipeline = DeliveryPipeline(
    ...     stack, "Pipeline", source=CodeCommitSource(repository="shop"), log_key=LogKey(stack, "LogKey"),
    ...     owner="team-shop", runbook="https://runbooks.example.com/delivery", told=sns.Topic(stack, "Told"),
    ...     checks=[Check(name="Test", commands=("make test",))],
    ...     environments=[
    ...         DeliveryEnvironment(
    ...             name="dev", account="222222222222", region="eu-west-1", url_stack="dev-Shop",
    ...             bootstrap_trusts=("111111111111",), checks=(acceptance,),
    ...         ),
    ...     ],
    ... )

    References
    ----------
    https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
    """

    def __init__(  # noqa: PLR0913 - all but seven have a default
        self,
        scope: Construct,
        construct_id: str,
        *,
        source: Source,
        environments: Sequence[DeliveryEnvironment],
        owner: str,
        runbook: str,
        told: sns.ITopic,
        log_key: kms.IKey,
        checks: Sequence[Check] = (),
        images: Sequence[DeliveredImage] = (),
        git: GitStrategy = _TRUNK,
        install: Sequence[str] = INSTALL,
        install_image_tools: Sequence[str] = (),
        publication: Publication | None = None,
        project: Path | None = None,
        log_retention: logs.RetentionDays = logs.RetentionDays.THREE_MONTHS,
    ) -> None:
        super().__init__(scope, construct_id)
        stack = Stack.of(self)
        if Token.is_unresolved(stack.account) or Token.is_unresolved(stack.region):
            raise DeliveryError(self.node.path, [f"stack {stack.stack_name}: {_NO_PLACE}"])
        problems = [
            *git.problems([environment.name for environment in environments]),
            *source.problems(git.branches),
            *name_problems("environments", [each.name for each in environments], _STAGES),
            *(
                each
                for environment in environments
                for each in environment.problems(stack.account, stack.region)
            ),
            *check_problems("checks", checks, ("Synth", *(f"Image-{image.name}" for image in images))),
            *name_problems("images", [image.name for image in images]),
            *(each for image in images for each in image.problems(project or Path.cwd())),
        ]
        if problems:
            raise DeliveryError(self.node.path, problems)
        self.artifacts = ArtifactStore(self, "Artifacts", environments=environments)
        workshop = Workshop(
            key=self.artifacts.key,
            log_key=log_key,
            log_retention=log_retention,
            artifacts=self.artifacts.bucket,
            install=tuple(install),
            install_image_tools=tuple(install_image_tools),
            owner=owner,
            runbook=runbook,
            told=told,
        )
        by_name = {environment.name: environment for environment in environments}
        lines = git.lines(list(by_name))
        self.pipelines: tuple[codepipeline.Pipeline, ...] = tuple(
            LinePipeline(
                self,
                line.name,
                line=line,
                source=source,
                workshop=workshop,
                checks=checks,
                images=images,
                environments=[by_name[name] for name in line.environments],
                # With more than one, they would take turns to undo each other's changes.
                mutates=line is lines[-1],
                publication=publication if line is lines[-1] else None,
            ).pipeline
            for line in lines
        )
