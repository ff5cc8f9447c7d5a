"""Pull requests: checked, and shown in a short-lived environment."""

from goldenpath.delivery.previews.preview_sweeper import PreviewSweeper
from goldenpath.delivery.previews.pull_request_build import PullRequestBuild

__all__ = ["PreviewSweeper", "PullRequestBuild"]
