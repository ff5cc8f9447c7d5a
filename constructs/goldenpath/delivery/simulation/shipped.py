"""The alarms that services get, as the simulation sees them."""

from goldenpath.delivery.simulation.alarm import Alarm
from goldenpath.delivery.simulation.schedule import AnyStrategy
from goldenpath.observability import Evaluation, RollbackLimits
from goldenpath.service import Rolling, Slo


def rollback_alarms(slo: Slo, strategy: AnyStrategy) -> list[Alarm]:
    """Give the alarms on errors and latency that :class:`goldenpath.EcsService` makes for a strategy.

    Its third alarm, on copies that fail their health checks, sees faults of another kind.

    Parameters
    ----------
    slo
        What the service promises.
    strategy
        How it is released. A rolling release has one target group, in which nothing tells the versions apart.

    Raises
    ------
    ValueError
        If the strategy's bake is shorter than the alarms can ever fire.

    Examples
    --------
    >>> from goldenpath import DeployStrategy, Slo
    >>> from goldenpath.delivery import rollback_alarms
    >>> [alarm.threshold for alarm in rollback_alarms(Slo(), DeployStrategy.canary())]
    [1.44, 500.0]
    """
    is_rolling = isinstance(strategy, Rolling)
    limits = RollbackLimits.of(slo)
    evaluation = Evaluation.within(None if isinstance(strategy, Rolling) else strategy.bake)
    errors = Alarm.errors(above_percent=limits.errors_percent, fewest_requests=limits.errors_fewest_requests)
    latency = Alarm.latency(
        above_ms=limits.latency_ms,
        percentile=limits.latency_percentile,
        fewest_requests=limits.latency_fewest_requests,
    )
    evaluated = {
        "watches": "service" if is_rolling else "new-version",
        "evaluation_periods": evaluation.periods,
        "datapoints_to_alarm": evaluation.datapoints,
    }
    return [alarm.model_copy(update=evaluated) for alarm in (errors, latency)]
