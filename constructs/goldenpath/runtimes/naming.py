"""Names for the few resources whose name cannot be left to CloudFormation."""

from aws_cdk import Aws, Fn, Names
from constructs import Construct

_LONGEST_STEM = 40


def unique_name(scope: Construct) -> str:
    """Name a resource for its place in the app and for its stack's life.

    The last part comes from the stack's id, so a stack that is made again does not meet what its
    former self left behind.
    """
    stem = Names.unique_resource_name(scope, max_length=_LONGEST_STEM, separator="-")
    stack_uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID))
    return f"{stem}-{Fn.select(0, Fn.split('-', stack_uuid))}"
