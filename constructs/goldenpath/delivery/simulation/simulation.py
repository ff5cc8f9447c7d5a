"""What a bad release costs, by calculation."""

from collections.abc import Sequence

from goldenpath.delivery.simulation.alarm import Alarm
from goldenpath.delivery.simulation.evaluation import Count, Seen, fires_at_seconds
from goldenpath.delivery.simulation.fault import Fault
from goldenpath.delivery.simulation.outcome import Outcome, Sample
from goldenpath.delivery.simulation.schedule import AnyStrategy, Schedule, schedule_of, way_back
from goldenpath.delivery.simulation.timing import Timing
from goldenpath.delivery.simulation.traffic import Traffic

_DEFAULT_TIMING = Timing()


def simulate(
    strategy: AnyStrategy,
    traffic: Traffic,
    fault: Fault,
    alarms: Sequence[Alarm],
    *,
    timing: Timing = _DEFAULT_TIMING,
) -> Outcome:
    """Predict when a bad release is detected, when traffic is back, and how many requests fail.

    Requests are a steady flow here, not single ones: shares are exact averages. The release starts together
    with a minute of the alarms, after a time in which the service had traffic and no failure.

    Parameters
    ----------
    strategy
        How the new version takes over.
    traffic
        What the service gets.
    fault
        What is wrong with the new version.
    alarms
        Any of them, firing in time, rolls the release back.
    timing
        How fast the controller acts.

    Raises
    ------
    ValueError
        If a slow version is given and no alarm on latency, so that nothing says what is too slow.

    Examples
    --------
    >>> from datetime import timedelta
    >>> from goldenpath import DeployStrategy
    >>> from goldenpath.delivery import Alarm, Fault, Traffic, simulate
    >>> outcome = simulate(
    ...     DeployStrategy.canary(percent=10, bake=timedelta(minutes=5)),
    ...     Traffic(requests_per_second=100),
    ...     Fault.errors(50),
    ...     [Alarm.errors(above_percent=1)],
    ... )
    >>> outcome.detected_at_seconds, outcome.traffic_back_at_seconds, outcome.failed_requests
    (180.0, 210.0, 1050.0)
    """
    planned = schedule_of(strategy, timing, max((alarm.reach_seconds for alarm in alarms), default=0))
    failing_share = _failing_share(fault, alarms)
    moments = [
        fires_at_seconds(
            alarm, _seen_by(alarm, planned, traffic, fault, failing_share), traffic.window_seconds
        )
        for alarm in alarms
    ]
    detected = min((moment for moment in moments if moment is not None), default=None)
    followed, back = planned, None
    if detected is not None and detected <= planned.watched_until_seconds:
        steps = way_back(strategy, timing, detected)
        followed, back = planned.followed_by(steps), steps[-1].seconds
    exposed = followed.exposure_seconds(fault.onset_seconds, traffic.window_seconds)
    return Outcome(
        detected_at_seconds=detected,
        traffic_back_at_seconds=back,
        requests=traffic.requests,
        failed_requests=traffic.requests_per_second * exposed * failing_share,
        complete_at_seconds=planned.watched_until_seconds,
        series=_series(followed, traffic, fault, failing_share),
    )


def _failing_share(fault: Fault, alarms: Sequence[Alarm]) -> float:
    if fault.kind == "errors":
        return fault.percent / 100
    limits = [alarm.threshold for alarm in alarms if alarm.metric == "latency"]
    if not limits:
        raise ValueError(
            "a slow version needs an alarm on latency: without one nothing says what is too slow"
        )
    return fault.percent / 100 if fault.latency_ms > min(limits) else 0.0


def _seen_by(alarm: Alarm, schedule: Schedule, traffic: Traffic, fault: Fault, failing_share: float) -> Seen:
    kind = "errors" if alarm.metric == "errors" else "slow"
    visible = kind == fault.kind and (kind == "errors" or fault.latency_ms > alarm.threshold)
    counted = failing_share if visible else 0.0

    def seen(start_seconds: float, end_seconds: float) -> Count:
        exposed = schedule.exposure_seconds(max(start_seconds, fault.onset_seconds), end_seconds)
        of_seconds = end_seconds - start_seconds
        if alarm.watches == "new-version":
            of_seconds = schedule.exposure_seconds(start_seconds, end_seconds)
        rate = traffic.requests_per_second
        return Count(rate * counted * exposed, rate * of_seconds)

    return seen


def _series(schedule: Schedule, traffic: Traffic, fault: Fault, failing_share: float) -> tuple[Sample, ...]:
    moments = {step.seconds for step in schedule.steps} | {0.0, fault.onset_seconds}
    return tuple(
        _sample(schedule, moment, failing_share if moment >= fault.onset_seconds else 0.0)
        for moment in sorted(moments)
        if moment < traffic.window_seconds
    )


def _sample(schedule: Schedule, moment: float, failing_share: float) -> Sample:
    share = next((step.share for step in reversed(schedule.steps) if step.seconds <= moment), 0.0)
    return Sample(seconds=moment, new_version_percent=100 * share, failed_percent=100 * share * failing_share)
