"""Copies replaced step by step."""

from lightkube.models import apps_v1, core_v1, meta_v1

from goldenpath.service import ServiceSpec


def deployment(spec: ServiceSpec, template: core_v1.PodTemplateSpec) -> apps_v1.Deployment:
    """Let new copies join the old ones, one more at a time, so that capacity never falls.

    A version that does not become ready stops there, beside the old one, which goes on. The number of copies
    is the autoscaler's.

    Parameters
    ----------
    spec
        The service.
    template
        Its copies.
    """
    return apps_v1.Deployment(
        apiVersion="apps/v1",
        kind="Deployment",
        metadata=meta_v1.ObjectMeta(name=spec.name, namespace=spec.name),
        spec=apps_v1.DeploymentSpec(
            selector=meta_v1.LabelSelector(matchLabels={"app.kubernetes.io/name": spec.name}),
            template=template,
            revisionHistoryLimit=5,
            strategy=apps_v1.DeploymentStrategy(
                type="RollingUpdate",
                rollingUpdate=apps_v1.RollingUpdateDeployment(maxSurge=1, maxUnavailable=0),
            ),
        ),
    )
