"""How many values of a metric lie above a bound."""


def count_above(bound: float) -> str:
    """Give the statistic that counts a metric's values above a bound: CloudWatch's trimmed count [1]_.

    It needs the single values, as percentiles do, which load balancers and App Runner report. The bound
    itself is not counted.

    Parameters
    ----------
    bound
        The bound, in the metric's unit.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
    """
    return f"TC({bound:.10g}:)"
