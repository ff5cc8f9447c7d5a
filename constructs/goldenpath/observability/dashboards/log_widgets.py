"""What a service's log says."""

from aws_cdk import aws_cloudwatch as cloudwatch

from goldenpath.observability.logs import ServiceLogs


def log_table(logs: ServiceLogs, query: str, *, title: str, width: int, height: int) -> cloudwatch.IWidget:
    """Show what a saved query finds.

    Parameters
    ----------
    logs
        Whose queries they are.
    query
        The name of one that asks for nothing before it looks.
    title, width, height
        The widget's.
    """
    return cloudwatch.LogQueryWidget(
        title=title,
        log_group_names=[logs.log.group.log_group_name],
        query_lines=logs.lines_of(query),
        view=cloudwatch.LogQueryVisualizationType.TABLE,
        width=width,
        height=height,
    )
