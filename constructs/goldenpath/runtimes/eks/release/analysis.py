"""What judges a version in a cluster: the alarms' own metrics, and requests before any traffic."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.runtimes.eks.manifest import CustomObject
from goldenpath.runtimes.eks.workload.pod import USER
from goldenpath.service import ServiceSpec

_LATE_MINUTES = 1
# An image that cannot be pulled, or a pod that finds no room, would hold the release for ever.
_LONGEST_TEST_SECONDS = 900


def golden_signals_analysis(spec: ServiceSpec, name: str, alarms: Sequence[cloudwatch.Alarm]) -> CustomObject:
    """Judge a release by what its alarms judge by: same metrics, same limits, same number of bad minutes.

    Argo asks CloudWatch each minute. As for the alarms, minutes without a datapoint are good ones.

    Parameters
    ----------
    spec
        The service.
    name
        The template's name.
    alarms
        The service's rollback alarms.

    References
    ----------
    https://argo-rollouts.readthedocs.io/en/stable/analysis/cloudwatch/
    """
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AnalysisTemplate",
        "metadata": {"name": name, "namespace": spec.name},
        "spec": {"metrics": [_metric(alarm) for alarm in alarms]},
    }


def _metric(alarm: cloudwatch.Alarm) -> Mapping[str, Any]:
    resource = cast("cloudwatch.CfnAlarm", alarm.node.default_child)
    periods = int(resource.evaluation_periods or 1)
    bad_minutes = int(resource.datapoints_to_alarm or periods)
    return {
        "name": alarm.node.id.lower(),
        "interval": "60s",
        "initialDelay": "60s",
        "failureLimit": 0,
        "successCondition": (
            f"len(filter(result[0].Values, {{# > {resource.threshold:g}}})) < {bad_minutes}"
        ),
        "provider": {
            "cloudWatch": {
                "interval": f"{periods + _LATE_MINUTES}m",
                "metricDataQueries": _queries(cast("cloudwatch.MathExpression", alarm.metric)),
            }
        },
    }


def _queries(expression: cloudwatch.MathExpression) -> list[dict[str, Any]]:
    judged = {"id": "judged", "expression": expression.expression, "period": 60, "returnData": True}
    return [judged, *(dict(query) for query in _parts(expression))]


def _parts(expression: cloudwatch.MathExpression) -> Iterator[Mapping[str, Any]]:
    for name, part in expression.using_metrics.items():
        metric = cast("cloudwatch.Metric", part)
        yield {
            "id": name,
            "metricStat": {
                "metric": {
                    "namespace": metric.namespace,
                    "metricName": metric.metric_name,
                    "dimensions": [
                        {"name": dimension, "value": value}
                        for dimension, value in (metric.dimensions or {}).items()
                    ],
                },
                "period": 60,
                "stat": metric.statistic,
            },
            "returnData": False,
        }


def smoke_test_analysis(spec: ServiceSpec, name: str, *, image: str, url: str) -> CustomObject:
    """Ask a new version for every path of its smoke test, from inside the cluster.

    Parameters
    ----------
    spec
        The service; its ``smoke_test`` counts here.
    name
        The template's name.
    image
        An image with ``wget``.
    url
        Where the new version answers, without a path.
    """
    test = spec.smoke_test
    paths = test.paths or (spec.health.path,)
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AnalysisTemplate",
        "metadata": {"name": name, "namespace": spec.name},
        "spec": {
            "metrics": [
                {
                    "name": f"path-{number}",
                    "provider": {
                        "job": {
                            "spec": {
                                "backoffLimit": test.attempts - 1,
                                "activeDeadlineSeconds": _LONGEST_TEST_SECONDS,
                                "template": _asking(image, f"{url}{path}", test.latency_ms // 1000),
                            }
                        }
                    },
                }
                for number, path in enumerate(paths, start=1)
            ]
        },
    }


def _asking(image: str, address: str, timeout_seconds: int) -> Mapping[str, Any]:
    size = {"cpu": "50m", "memory": "32Mi"}
    return {
        "spec": {
            "restartPolicy": "Never",
            "automountServiceAccountToken": False,
            "securityContext": {
                "runAsNonRoot": True,
                "runAsUser": USER,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [
                {
                    "name": "ask",
                    "image": image,
                    "command": ["wget", "-q", "-T", str(timeout_seconds), "-O", "/dev/null", address],
                    "resources": {"requests": size, "limits": size},
                    "securityContext": {
                        "allowPrivilegeEscalation": False,
                        "readOnlyRootFilesystem": True,
                        "capabilities": {"drop": ["ALL"]},
                    },
                }
            ],
        }
    }
