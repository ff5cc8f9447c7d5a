"""Who a service's code is to AWS."""

from aws_cdk import aws_iam as iam
from constructs import Construct

from goldenpath.acknowledgement import acknowledge
from goldenpath.observability import trace_statement


def service_role(
    scope: Construct, construct_id: str, *, assumed_by: iam.IPrincipal, description: str | None = None
) -> iam.Role:
    """Make the role of a service's code, which may send traces until more is granted.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    assumed_by
        What takes the role on for the code.
    description
        Whose role it is.
    """
    role = iam.Role(
        scope,
        construct_id,
        description=description,
        assumed_by=assumed_by,
        inline_policies={"Traces": iam.PolicyDocument(statements=[trace_statement()])},
    )
    acknowledge(
        role,
        {
            "AwsSolutions-IAM5[Resource::*]": "X-Ray's actions for writing know no resources; nothing can be "
            "read by them.",
            "NIST.800.53.R5-IAMNoInlinePolicy": "What is granted to this role is for this service alone, and "
            "is made and removed with it.",
        },
    )
    return role
