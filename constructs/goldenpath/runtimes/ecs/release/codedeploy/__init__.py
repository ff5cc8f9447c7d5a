"""Traffic moved by CodeDeploy."""

from goldenpath.runtimes.ecs.release.codedeploy.code_deploy_release import CodeDeployRelease
from goldenpath.runtimes.ecs.release.codedeploy.release_name import release_name

__all__ = ["CodeDeployRelease", "release_name"]
