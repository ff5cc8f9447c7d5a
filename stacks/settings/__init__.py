"""What this application is told about its environments, read once from the CDK context and checked whole."""

from stacks.settings.context import cdk_context
from stacks.settings.models import (
    DomainSettings,
    EnvironmentSettings,
    OnCallSettings,
    Settings,
    SourceSettings,
    TargetSettings,
    ToolingSettings,
)
from stacks.settings.problems import Problem, SettingsError
from stacks.settings.reading import read_settings

__all__ = [
    "DomainSettings",
    "EnvironmentSettings",
    "OnCallSettings",
    "Problem",
    "Settings",
    "SettingsError",
    "SourceSettings",
    "TargetSettings",
    "ToolingSettings",
    "cdk_context",
    "read_settings",
]
