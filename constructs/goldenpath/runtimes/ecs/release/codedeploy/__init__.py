"""Traffic moved by CodeDeploy."""

from goldenpath.runtimes.ecs.release.codedeploy.code_deploy_release import CodeDeployRelease

__all__ = ["CodeDeployRelease"]
