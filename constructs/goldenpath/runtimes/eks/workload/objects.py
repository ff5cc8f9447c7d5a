"""Everything that a cluster gets for a service, but the way to it."""

from collections.abc import Mapping, Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from lightkube.models import core_v1, meta_v1

from goldenpath.network import Network
from goldenpath.runtimes.eks import release
from goldenpath.runtimes.eks.manifest import CustomObject, KubernetesObject
from goldenpath.runtimes.eks.release.rollout import Shifting
from goldenpath.runtimes.eks.workload.autoscaling import disruption_budget, horizontal_autoscaler
from goldenpath.runtimes.eks.workload.network_policy import network_policy
from goldenpath.runtimes.eks.workload.pod import pod_template
from goldenpath.runtimes.eks.workload.secrets import secret_provider
from goldenpath.service import DeployStrategy, ServiceSpec

Objects = Sequence[KubernetesObject | CustomObject]
_SIGNALS = "golden-signals"
_SMOKE_TEST = "smoke-test"


def workload(
    spec: ServiceSpec,
    strategy: DeployStrategy,
    *,
    image: str,
    environment: Mapping[str, str],
    region: str,
    network: Network,
    alarms: Sequence[cloudwatch.Alarm],
    smoke_test_image: str | None,
) -> Objects:
    """List the objects, in the order in which they need each other.

    Parameters
    ----------
    spec
        The service.
    strategy
        How a new version takes over.
    image, environment
        What its copies run, and their plain variables.
    region, network
        Where its secrets are kept, and the network that it stands in.
    alarms
        What judges a release.
    smoke_test_image
        What tries a version before it gets traffic, if anything does.
    """
    template = pod_template(spec, image=image, environment=environment, service_account=spec.name)
    is_shifting = isinstance(strategy, Shifting)
    return [
        core_v1.ServiceAccount(
            apiVersion="v1",
            kind="ServiceAccount",
            metadata=meta_v1.ObjectMeta(name=spec.name, namespace=spec.name),
            automountServiceAccountToken=False,
        ),
        network_policy(spec, network_cidr=network.cidr, data_cidrs=network.isolated_cidrs),
        *([secret_provider(spec, region=region)] if spec.secrets else []),
        *(
            _rollout(spec, strategy, template, alarms, smoke_test_image)
            if isinstance(strategy, Shifting)
            else [release.deployment(spec, template)]
        ),
        horizontal_autoscaler(spec, "Rollout" if is_shifting else "Deployment"),
        disruption_budget(spec),
    ]


def _rollout(
    spec: ServiceSpec,
    strategy: Shifting,
    template: core_v1.PodTemplateSpec,
    alarms: Sequence[cloudwatch.Alarm],
    smoke_test_image: str | None,
) -> Objects:
    url = f"http://{spec.name}{release.CANARY}.{spec.name}:{spec.port}"
    tests = (
        []
        if smoke_test_image is None
        else [release.smoke_test_analysis(spec, _SMOKE_TEST, image=smoke_test_image, url=url)]
    )
    return [
        release.golden_signals_analysis(spec, _SIGNALS, alarms),
        *tests,
        release.rollout(
            spec,
            template,
            strategy,
            signals_template=_SIGNALS,
            smoke_test_template=_SMOKE_TEST if tests else None,
        ),
    ]
