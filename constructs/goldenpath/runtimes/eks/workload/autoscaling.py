"""How many copies run, and how many have to."""

from typing import Literal

from lightkube.models import autoscaling_v2, meta_v1, policy_v1

from goldenpath.service import ServiceSpec

Kind = Literal["Deployment", "Rollout"]
_API_VERSIONS = {"Deployment": "apps/v1", "Rollout": "argoproj.io/v1alpha1"}


def horizontal_autoscaler(spec: ServiceSpec, kind: Kind) -> autoscaling_v2.HorizontalPodAutoscaler:
    """Let a service's copies follow its load.

    Parameters
    ----------
    spec
        The service.
    kind
        What runs its copies.
    """
    targets = {
        "cpu": spec.scaling.target_cpu_percent,
        "memory": spec.scaling.target_memory_percent,
    }
    return autoscaling_v2.HorizontalPodAutoscaler(
        apiVersion="autoscaling/v2",
        kind="HorizontalPodAutoscaler",
        metadata=meta_v1.ObjectMeta(name=spec.name, namespace=spec.name),
        spec=autoscaling_v2.HorizontalPodAutoscalerSpec(
            scaleTargetRef=autoscaling_v2.CrossVersionObjectReference(
                apiVersion=_API_VERSIONS[kind], kind=kind, name=spec.name
            ),
            minReplicas=spec.scaling.minimum,
            maxReplicas=spec.scaling.maximum,
            metrics=[_metric(name, percent) for name, percent in targets.items() if percent is not None],
        ),
    )


def disruption_budget(spec: ServiceSpec) -> policy_v1.PodDisruptionBudget:
    """Let nodes go one copy at a time.

    Parameters
    ----------
    spec
        The service.
    """
    return policy_v1.PodDisruptionBudget(
        apiVersion="policy/v1",
        kind="PodDisruptionBudget",
        metadata=meta_v1.ObjectMeta(name=spec.name, namespace=spec.name),
        spec=policy_v1.PodDisruptionBudgetSpec(
            maxUnavailable=1,
            unhealthyPodEvictionPolicy="AlwaysAllow",
            selector=meta_v1.LabelSelector(matchLabels={"app.kubernetes.io/name": spec.name}),
        ),
    )


def _metric(name: str, percent: int) -> autoscaling_v2.MetricSpec:
    return autoscaling_v2.MetricSpec(
        type="Resource",
        resource=autoscaling_v2.ResourceMetricSource(
            name=name,
            target=autoscaling_v2.MetricTarget(type="Utilization", averageUtilization=percent),
        ),
    )
