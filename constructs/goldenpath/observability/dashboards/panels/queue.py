"""How a queue does that must not stand still."""

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs

from goldenpath.observability.dashboards import palette
from goldenpath.observability.dashboards.panels.panel import MINUTE, Panel, graph


def queue_panel(title: str, queue: sqs.IQueue, *, dead_letters: dict[str, sqs.IQueue]) -> Panel:
    """Show how much goes through a queue, how long it waits, and what is given up.

    Parameters
    ----------
    title
        What it is called here.
    queue
        The queue.
    dead_letters
        Where that goes, by what it is called here.
    """
    return Panel(
        title=title,
        graphs=[
            graph(
                "Messages a minute",
                queue.metric_number_of_messages_sent(period=MINUTE, label="came", color=palette.TRAFFIC),
                queue.metric_number_of_messages_deleted(period=MINUTE, label="told", color=palette.GOOD),
            ),
            graph(
                "The oldest waits, in s",
                queue.metric_approximate_age_of_oldest_message(
                    period=MINUTE, statistic=cloudwatch.Stats.MAXIMUM, label="oldest", color=palette.SLOW
                ),
            ),
            graph(
                "Given up",
                *(
                    each.metric_approximate_number_of_messages_visible(
                        period=MINUTE, statistic=cloudwatch.Stats.MAXIMUM, label=name
                    )
                    for name, each in dead_letters.items()
                ),
            ),
        ],
    )
