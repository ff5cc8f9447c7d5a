"""The composition root: settings -> environments -> stages."""

import sys
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk

from stacks.images import Images, read_images
from stacks.settings import Settings, SettingsError, cdk_context, read_settings
from stacks.stages import EnvironmentStage, ToolingStage

# Traces hold the paths of a machine, and the same commit is to be the same assembly anywhere.
_NO_TRACES = {"aws:cdk:disable-stack-trace": True, "aws:cdk:disable-creation-stack-traces": True}


def build(
    context: Mapping[str, object],
    settings: Settings,
    *,
    images: Images | None = None,
    outdir: Path | None = None,
    validation: bool | None = None,
) -> cdk.App:
    """Make the app with a stage for each environment that the settings select.

    Parameters
    ----------
    context
        The CDK context, with the feature flags.
    settings
        What is in it about environments.
    images
        What the services run; built from their folders by default.
    outdir
        Where the assembly is written; by default, where the CDK CLI says.
    validation
        Whether CloudFormation's rules are checked; by default, unless ``CDK_VALIDATION`` is ``false``.
    """
    folder = None if outdir is None else str(outdir)
    app = cdk.App(
        context={**context, **_NO_TRACES}, outdir=folder, builtin_cloud_formation_validation=validation
    )
    for name, environment in settings.environments.items():
        EnvironmentStage(
            app,
            name,
            settings=environment,
            images=images or Images(),
            is_preview=settings.preview is not None,
        )
    if settings.builds_tooling:
        ToolingStage(app, "tooling", settings=settings)
    return app


def main() -> int:
    """Synthesise what the settings describe, or say all that is wrong with them."""
    try:
        context = cdk_context()
        app = build(context, read_settings(context), images=read_images(context))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    app.synth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
