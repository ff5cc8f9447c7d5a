"""The pod that a service's copies are."""

import math
from collections.abc import Mapping

from lightkube.models import core_v1, meta_v1

from goldenpath.runtimes.eks.workload.secrets import SECRETS, secret_volume
from goldenpath.service import ServiceSpec

USER = 10001
_ARCHITECTURES = {"x86-64": "amd64", "arm64": "arm64"}
_CPU_UNITS = 1024
_STARTUP_PERIOD_SECONDS = 5
_SPREAD_OVER = ("topology.kubernetes.io/zone", "kubernetes.io/hostname")


def pod_template(
    spec: ServiceSpec, *, image: str, environment: Mapping[str, str], service_account: str
) -> core_v1.PodTemplateSpec:
    """Describe a copy of a service as the restricted security standard [1]_ wants it.

    It runs as user 10001 without capabilities on a read-only file system with a writable ``/tmp``, like
    everywhere else. It is asked to stop only after it has got no new requests for as long as they may take.

    Parameters
    ----------
    spec
        The service.
    image
        The image's full name.
    environment
        Its plain variables.
    service_account
        Who it is to AWS.

    References
    ----------
    .. [1] https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    """
    volumes = [core_v1.Volume(name="tmp", emptyDir=core_v1.EmptyDirVolumeSource())]
    if spec.secrets:
        volumes.append(secret_volume())
    return core_v1.PodTemplateSpec(
        metadata=meta_v1.ObjectMeta(
            labels={"app.kubernetes.io/name": spec.name, "app.kubernetes.io/managed-by": "goldenpath"}
        ),
        spec=core_v1.PodSpec(
            serviceAccountName=service_account,
            automountServiceAccountToken=False,
            enableServiceLinks=False,
            nodeSelector={"kubernetes.io/arch": _ARCHITECTURES[spec.architecture]},
            terminationGracePeriodSeconds=spec.shutdown.drain_seconds + spec.shutdown.stop_timeout_seconds,
            securityContext=core_v1.PodSecurityContext(
                runAsNonRoot=True,
                runAsUser=USER,
                runAsGroup=USER,
                fsGroup=USER,
                seccompProfile=core_v1.SeccompProfile(type="RuntimeDefault"),
            ),
            topologySpreadConstraints=[_spread(spec, key) for key in _SPREAD_OVER],
            volumes=volumes,
            containers=[_container(spec, image, environment)],
        ),
    )


def _container(spec: ServiceSpec, image: str, environment: Mapping[str, str]) -> core_v1.Container:
    health = spec.health
    mounts = [core_v1.VolumeMount(name="tmp", mountPath="/tmp")]  # noqa: S108 - a mount
    if spec.secrets:
        mounts.append(core_v1.VolumeMount(name=SECRETS, mountPath=f"/mnt/{SECRETS}", readOnly=True))
    return core_v1.Container(
        name=spec.name,
        image=image,
        imagePullPolicy="IfNotPresent",
        ports=[core_v1.ContainerPort(name="http", containerPort=spec.port, protocol="TCP")],
        env=[
            *(core_v1.EnvVar(name=name, value=value) for name, value in sorted(environment.items())),
            *(_from_secret(name) for name in sorted(spec.secrets)),
        ],
        resources=_resources(spec),
        securityContext=core_v1.SecurityContext(
            allowPrivilegeEscalation=False,
            privileged=False,
            readOnlyRootFilesystem=True,
            capabilities=core_v1.Capabilities(drop=["ALL"]),
        ),
        lifecycle=core_v1.Lifecycle(
            preStop=core_v1.LifecycleHandler(sleep=core_v1.SleepAction(seconds=spec.shutdown.drain_seconds))
        ),
        volumeMounts=mounts,
        startupProbe=_probe(
            spec,
            period_seconds=_STARTUP_PERIOD_SECONDS,
            failures=max(
                health.unhealthy_threshold, math.ceil(health.startup_grace_seconds / _STARTUP_PERIOD_SECONDS)
            ),
        ),
        readinessProbe=_probe(
            spec,
            period_seconds=health.interval_seconds,
            failures=health.unhealthy_threshold,
            successes=health.healthy_threshold,
        ),
        livenessProbe=_probe(
            spec, period_seconds=health.interval_seconds, failures=health.unhealthy_threshold
        ),
    )


def _from_secret(name: str) -> core_v1.EnvVar:
    return core_v1.EnvVar(
        name=name,
        valueFrom=core_v1.EnvVarSource(secretKeyRef=core_v1.SecretKeySelector(name=SECRETS, key=name)),
    )


def _resources(spec: ServiceSpec) -> core_v1.ResourceRequirements:
    size = {"cpu": f"{spec.cpu * 1000 // _CPU_UNITS}m", "memory": f"{spec.memory_mib}Mi"}
    return core_v1.ResourceRequirements(requests=size, limits=size)


def _probe(
    spec: ServiceSpec, *, period_seconds: int, failures: int, successes: int | None = None
) -> core_v1.Probe:
    return core_v1.Probe(
        httpGet=core_v1.HTTPGetAction(path=spec.health.path, port="http", scheme="HTTP"),
        timeoutSeconds=spec.health.timeout_seconds,
        periodSeconds=period_seconds,
        failureThreshold=failures,
        successThreshold=successes,
    )


def _spread(spec: ServiceSpec, key: str) -> core_v1.TopologySpreadConstraint:
    """Spread copies; when a zone is lost, those that are left may stand closer."""
    return core_v1.TopologySpreadConstraint(
        maxSkew=1,
        topologyKey=key,
        whenUnsatisfiable="ScheduleAnyway",
        labelSelector=meta_v1.LabelSelector(matchLabels={"app.kubernetes.io/name": spec.name}),
    )
