"""What rule packs find in a cluster as the CDK makes it, and why it stays."""

from collections.abc import Mapping

_POLICY = "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{}]"
_EKS_ASKS = "EKS in Auto Mode asks for this policy, and AWS keeps it in step with what Auto Mode does."
_PROVIDER = "The CDK makes this role for the function that applies manifests, with what that needs."
_BY_EKS = (
    "AmazonEKSClusterPolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
    "AmazonEKSWorkerNodePolicy",
)
_BY_PROVIDER = (
    "AmazonEC2ContainerRegistryReadOnly",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
)


def accepted_findings(*, handler: str, public_registry: str) -> Mapping[str, str]:
    """Give the findings, each with the reason.

    Parameters
    ----------
    handler
        The logical id of the function that applies manifests, which a finding names.
    public_registry
        The logical id of the condition whether there is a public registry, which another one names.
    """
    reads_public_registry = (
        f'AwsSolutions-IAM4[Policy::{{"Fn::If":["{public_registry}",'
        '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},'
        '":iam::aws:policy/AmazonElasticContainerRegistryPublicReadOnly"]]},{"Ref":"AWS::NoValue"}]}]'
    )
    return {
        **{_POLICY.format(name): _EKS_ASKS for name in _BY_EKS},
        **{_POLICY.format(name): _PROVIDER for name in _BY_PROVIDER},
        reads_public_registry: _PROVIDER,
        f"AwsSolutions-IAM5[Resource::<{handler}.Arn>:*]": "The provider calls any version of one function.",
        "AwsSolutions-L1": "The CDK chooses the runtime that its kubectl handler is tested with.",
        "NIST.800.53.R5-IAMNoInlinePolicy": "What the provider may do is for it alone, and goes with it.",
        "NIST.800.53.R5-LambdaConcurrency": "It runs when a stack changes. Concurrency reserved for it would "
        "be lost to all else, and a new account has none to give.",
        "NIST.800.53.R5-LambdaDLQ": "CloudFormation waits for the answer, and reports when none comes.",
    }
