"""The composition root: settings -> environments -> stages."""

import sys
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk

from stacks.settings import Settings, SettingsError, cdk_context, read_settings
from stacks.stages import EnvironmentStage, ToolingStage


def build(
    context: Mapping[str, object],
    settings: Settings,
    *,
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
    outdir
        Where the assembly is written; by default, where the CDK CLI says.
    validation
        Whether CloudFormation's rules are checked; by default, unless ``CDK_VALIDATION`` is ``false``.
    """
    app = cdk.App(
        context=context,
        outdir=None if outdir is None else str(outdir),
        builtin_cloud_formation_validation=validation,
    )
    for name, environment in settings.environments.items():
        EnvironmentStage(app, name, settings=environment)
    if settings.builds_tooling:
        ToolingStage(app, "tooling", settings=settings)
    return app


def main() -> int:
    """Synthesise what the settings describe, or say all that is wrong with them."""
    try:
        context = cdk_context()
        settings = read_settings(context)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    build(context, settings).synth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
