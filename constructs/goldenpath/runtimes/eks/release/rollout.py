"""Traffic moved by Argo Rollouts."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from lightkube.models import core_v1

from goldenpath.runtimes.eks.manifest import CustomObject
from goldenpath.service import BlueGreen, Canary, Linear, ServiceSpec

STABLE = "-stable"
CANARY = "-canary"
Shifting = BlueGreen | Canary | Linear


def rollout(
    spec: ServiceSpec,
    template: core_v1.PodTemplateSpec,
    strategy: Shifting,
    *,
    signals_template: str,
    smoke_test_template: str | None,
) -> CustomObject:
    """Describe a release: which share of the load balancer's traffic moves when, and what takes it back.

    Blue/green is a rollout, too, whose only step is all of the traffic: Argo's own ``blueGreen`` moves pods
    between target groups, and here the load balancer moves traffic between groups that stand ready.

    Parameters
    ----------
    spec
        The service.
    template
        Its copies.
    strategy
        How the traffic moves.
    signals_template
        The analysis that goes on from the first share of traffic to the end, and takes it back.
    smoke_test_template
        The analysis before any traffic, if there is one.

    References
    ----------
    https://argo-rollouts.readthedocs.io/en/stable/features/canary/
    """
    before = list(_before_traffic(strategy, smoke_test_template))
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Rollout",
        "metadata": {"name": spec.name, "namespace": spec.name},
        "spec": {
            "revisionHistoryLimit": 5,
            # A version that does not become ready in ten minutes is given up.
            "progressDeadlineSeconds": 600,
            "progressDeadlineAbort": True,
            "selector": {"matchLabels": {"app.kubernetes.io/name": spec.name}},
            "template": template.to_dict(),
            "strategy": {
                "canary": {
                    "stableService": f"{spec.name}{STABLE}",
                    "canaryService": f"{spec.name}{CANARY}",
                    "trafficRouting": {
                        "alb": {"ingress": spec.name, "rootService": spec.name, "servicePort": spec.port}
                    },
                    "analysis": {
                        "templates": [{"templateName": signals_template}],
                        "startingStep": len(before),
                    },
                    "steps": [*before, *_shifts(strategy)],
                }
            },
        },
    }


def _before_traffic(strategy: Shifting, smoke_test_template: str | None) -> Iterator[dict[str, Any]]:
    """Start as many copies as the first share of the traffic takes, and try them."""
    yield {"setCanaryScale": {"weight": strategy.shifts[0].percent}}
    if smoke_test_template is not None:
        yield {"analysis": {"templates": [{"templateName": smoke_test_template}]}}


def _shifts(strategy: Shifting) -> Iterator[dict[str, Any]]:
    moments: Sequence[timedelta] = [shift.after for shift in strategy.shifts]
    pauses = [later - earlier for earlier, later in pairwise(moments)] + [strategy.bake]
    for number, (shift, pause) in enumerate(zip(strategy.shifts, pauses, strict=True)):
        yield {"setWeight": shift.percent}
        if not number:  # before there is traffic, to match it would take all copies away again
            yield {"setCanaryScale": {"matchTrafficWeight": True}}
        yield {"pause": {"duration": f"{pause // timedelta(seconds=1)}s"}}
