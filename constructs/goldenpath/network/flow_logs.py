"""Who spoke with whom in a network."""

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from goldenpath.acknowledgement import acknowledge


class FlowLogs(Construct):
    """All traffic of a network, accepted and rejected, in an encrypted log group.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    vpc
        The network that is watched.
    key
        Key that the logs are encrypted with.
    retention
        How long they are kept.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.Vpc,
        key: kms.IKey,
        retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        log_group = logs.LogGroup(self, "LogGroup", encryption_key=key, retention=retention)
        flow_log = ec2.FlowLog(
            self,
            "FlowLog",
            resource_type=ec2.FlowLogResourceType.from_vpc(vpc),
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(log_group),
            traffic_type=ec2.FlowLogTrafficType.ALL,
        )
        acknowledge(
            flow_log,
            {
                "NIST.800.53.R5-IAMNoInlinePolicy": "The policy names this one log group and belongs to this "
                "one role, so it is made and removed with them."
            },
        )
