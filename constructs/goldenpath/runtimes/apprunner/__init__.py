"""Services on App Runner."""

from goldenpath.runtimes.apprunner.options import AppRunnerOptions
from goldenpath.runtimes.apprunner.platform import AppRunnerPlatform
from goldenpath.runtimes.apprunner.service import AppRunnerService

__all__ = ["AppRunnerOptions", "AppRunnerPlatform", "AppRunnerService"]
