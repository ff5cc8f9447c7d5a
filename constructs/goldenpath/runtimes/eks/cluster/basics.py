"""What a cluster needs before any service."""

from lightkube.models import core_v1, meta_v1

from goldenpath.runtimes.eks.manifest import CustomObject, KubernetesObject


def basics(namespace: str) -> list[KubernetesObject | CustomObject]:
    """List the platform's namespace, the switch for network policies, and nodes for arm64.

    Parameters
    ----------
    namespace
        The platform's namespace.
    """
    return [
        core_v1.Namespace(apiVersion="v1", kind="Namespace", metadata=meta_v1.ObjectMeta(name=namespace)),
        core_v1.ConfigMap(  # network policies hold only with it
            apiVersion="v1",
            kind="ConfigMap",
            metadata=meta_v1.ObjectMeta(name="amazon-vpc-cni", namespace="kube-system"),
            data={"enable-network-policy-controller": "true"},
        ),
        _arm64_nodes(),
    ]


def _arm64_nodes() -> CustomObject:
    """Let copies run on arm64; Auto Mode's own pool for services has x86-64 only. It costs nothing unused.

    https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html
    """
    requirements = {
        "kubernetes.io/arch": ["arm64"],
        "karpenter.sh/capacity-type": ["on-demand"],
        "eks.amazonaws.com/instance-category": ["c", "m", "r"],
    }
    return {
        "apiVersion": "karpenter.sh/v1",
        "kind": "NodePool",
        "metadata": {"name": "arm64"},
        "spec": {
            "template": {
                "spec": {
                    "nodeClassRef": {"group": "eks.amazonaws.com", "kind": "NodeClass", "name": "default"},
                    "requirements": [
                        {"key": key, "operator": "In", "values": values}
                        for key, values in requirements.items()
                    ],
                }
            },
            "disruption": {"consolidationPolicy": "WhenEmptyOrUnderutilized", "consolidateAfter": "30s"},
        },
    }
