"""Secrets that a pod finds in its variables."""

import json
from collections.abc import Iterator

from lightkube.models import core_v1

from goldenpath.runtimes.eks.manifest import CustomObject
from goldenpath.service import SecretsManagerSecret, ServiceSpec

SECRETS = "secrets"  # pragma: allowlist secret


def secret_volume() -> core_v1.Volume:
    """Make the volume whose mounting reads the secrets."""
    return core_v1.Volume(
        name=SECRETS,
        csi=core_v1.CSIVolumeSource(
            driver="secrets-store.csi.k8s.io",
            readOnly=True,
            volumeAttributes={"secretProviderClass": SECRETS},
        ),
    )


def secret_provider(spec: ServiceSpec, *, region: str) -> CustomObject:
    """Say where a service's secrets are kept, and which variable holds each.

    The driver reads them by the pod's own role when a pod starts, and keeps them as a Kubernetes secret,
    which the cluster's key encrypts, for as long as a pod uses it.

    Parameters
    ----------
    spec
        The service.
    region
        The region that keeps them.

    References
    ----------
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_csi_driver_SecretProviderClass.html
    """
    return {
        "apiVersion": "secrets-store.csi.x-k8s.io/v1",
        "kind": "SecretProviderClass",
        "metadata": {"name": SECRETS, "namespace": spec.name},
        "spec": {
            "provider": "aws",
            "parameters": {
                "region": region,
                "usePodIdentity": "true",
                "objects": json.dumps(list(_objects(spec))),  # YAML, of which JSON is a part
            },
            "secretObjects": [
                {
                    "secretName": SECRETS,
                    "type": "Opaque",
                    "data": [{"objectName": name, "key": name} for name in sorted(spec.secrets)],
                }
            ],
        },
    }


def _objects(spec: ServiceSpec) -> Iterator[dict[str, object]]:
    """List each secret once, whatever number of variables it fills."""
    fields: dict[str, list[dict[str, str]]] = {}
    for variable, source in sorted(spec.secrets.items()):
        if not isinstance(source, SecretsManagerSecret):
            yield {"objectName": source.name, "objectType": "ssmparameter", "objectAlias": variable}
        elif source.field is None:
            yield {"objectName": source.name, "objectType": "secretsmanager", "objectAlias": variable}
        else:
            fields.setdefault(source.name, []).append(
                {"path": json.dumps(source.field), "objectAlias": variable}
            )
    for name, paths in fields.items():
        yield {
            "objectName": name,
            "objectType": "secretsmanager",
            "objectAlias": f"{SECRETS}-{name.replace('/', '-')}",
            "jmesPath": paths,
        }
