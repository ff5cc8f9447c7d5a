"""A name of one's own for an App Runner service."""

from aws_cdk import CustomResource, Duration, Token
from aws_cdk import aws_route53 as route53
from constructs import Construct

from goldenpath.runtimes.apprunner.domains.domain_function import DomainFunction

_RECORDS = 2  # App Runner proves a name without its www variant by two records
_LONGEST_WAIT = Duration.minutes(15)  # the function's own time, and some for its start


class CustomDomain(Construct):
    """A name that leads to a service, the proof that it is ours, and App Runner's certificate for it.

    Parameters
    ----------
    scope
        The service.
    construct_id
        Its id in that scope.
    function
        What tells App Runner of names.
    service_arn, service_host
        The service, and the name that App Runner gave it.
    host
        The name.
    hosted_zone_id
        Id of the zone that answers for it.

    References
    ----------
    https://docs.aws.amazon.com/apprunner/latest/dg/manage-custom-domains.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        function: DomainFunction,
        service_arn: str,
        service_host: str,
        host: str,
        hosted_zone_id: str,
    ) -> None:
        super().__init__(scope, construct_id)
        association = CustomResource(
            self,
            "Association",
            resource_type="Custom::AppRunnerDomain",
            service_token=function.function_arn,
            service_timeout=_LONGEST_WAIT,
            properties={"ServiceArn": service_arn, "DomainName": host, "Records": _RECORDS},
        )
        records = {"Name": (host, service_host)} | {
            f"Proof{number}": (
                Token.as_string(association.get_att(f"Name{number}")),
                Token.as_string(association.get_att(f"Value{number}")),
            )
            for number in range(1, _RECORDS + 1)
        }
        for record_id, (name, value) in records.items():
            route53.CfnRecordSet(
                self,
                record_id,
                hosted_zone_id=hosted_zone_id,
                name=name,
                type="CNAME",
                ttl="300",
                resource_records=[value],
            )
