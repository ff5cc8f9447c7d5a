"""The alarm of one burn-rate window."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms import (
    AlarmNotice,
    OwnedAlarm,
    OwnedCompositeAlarm,
    Silence,
    alarm_name,
)
from goldenpath.observability.slo.burn_rate import burn_rate_over, fastest_burn_rate_over
from goldenpath.observability.slo.burn_rate_window import SLO_PERIOD, BurnRateWindow
from goldenpath.observability.slo.objective import Objective
from goldenpath.observability.slo.time_in_words import in_words
from goldenpath.service import ServiceSpec

_PART = "the composite alarm that it is part of acts"


@dataclass(frozen=True, kw_only=True)
class Burning:
    """What burns: a service's budgets, and the window in which they do.

    Parameters
    ----------
    spec
        The service.
    objectives
        What it promises.
    window
        The window.
    """

    spec: ServiceSpec
    objectives: Sequence[Objective]
    window: BurnRateWindow

    def named(self, scope: Construct, *parts: str) -> str:
        """Name one of its alarms."""
        what = "-".join(("burn", in_words(self.window.long).replace(" ", ""), *parts))
        return alarm_name(scope, service=self.spec.name, what=what)

    def notice(self, meaning: str) -> AlarmNotice:
        """Say something about it."""
        return AlarmNotice.of(self.spec, meaning=meaning, severity=self.window.severity)


class BurnRateAlarm(OwnedCompositeAlarm):
    """One alarm for one window: a budget burns too fast over the long window, and over the short one too.

    CloudWatch evaluates windows of up to a day every minute, and longer ones once an hour [1]_; the long one
    of three days is seen up to an hour late, 1.4 % of it. Windows slide, and each is a single period, which
    CloudWatch allows up to seven days [2]_.

    Each objective has a long window of its own, so that the alarm that is red says which promise is at
    stake. The short window is that of whichever objective burns faster: it only asks whether it is over,
    and an outage that turns from slow answers to errors is not. Where a short window holds no request, it
    keeps its state: silence does not prove that a service is well again.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    burning
        What burns.
    action
        What is told.
    silence
        What keeps it from telling anybody.
    together_with
        Other alarms on the same harm: whichever comes first, people are told once.
    unless
        Alarms on what causes the same harm: while one of them fires, this one does not.

    References
    ----------
    .. [1] https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
    .. [2] https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        burning: Burning,
        action: cloudwatch.IAlarmAction,
        silence: Silence | None,
        together_with: Sequence[cloudwatch.IAlarm] = (),
        unless: Sequence[cloudwatch.IAlarm] = (),
    ) -> None:
        window, name = burning.window, burning.spec.name
        long = [
            _long_alarm(scope, f"{construct_id}{each.name.title()}", burning, each)
            for each in burning.objectives
        ]
        burns = _all(_any(*map(_firing, long)), _firing(_short_alarm(scope, f"{construct_id}Now", burning)))
        harm = _any(burns, *map(_firing, together_with))
        own_fault = [cloudwatch.AlarmRule.not_(_firing(cause)) for cause in unless]
        meaning = (
            f"{name} burns its error budget {window.burn_rate:g} times faster than it lasts: "
            f"{window.budget_share:.0%} of {SLO_PERIOD.days} days' budget went in {in_words(window.long)}"
        )
        super().__init__(
            scope,
            construct_id,
            rule=_all(harm, *own_fault),
            notice=burning.notice(f"{meaning}, or a journey through it fails" if together_with else meaning),
            name=burning.named(scope),
            acting=action,
            silence=silence,
        )


def _long_alarm(scope: Construct, construct_id: str, burning: Burning, objective: Objective) -> OwnedAlarm:
    return OwnedAlarm(
        scope,
        construct_id,
        notice=burning.notice(
            f"{burning.spec.name} promises that {objective.promise}, and spent too much of that budget "
            f"within {in_words(burning.window.long)}"
        ),
        alarm_name=burning.named(scope, objective.name),
        acting=_PART,
        metric=burn_rate_over(objective, burning.window.long),
        threshold=burning.window.burn_rate,
        evaluation_periods=1,
    )


def _short_alarm(scope: Construct, construct_id: str, burning: Burning) -> OwnedAlarm:
    return OwnedAlarm(
        scope,
        construct_id,
        notice=burning.notice(
            f"{burning.spec.name} spent its error budget too fast within {in_words(burning.window.short)}"
        ),
        alarm_name=burning.named(scope, "now"),
        acting=_PART,
        metric=fastest_burn_rate_over(burning.objectives, burning.window.short),
        threshold=burning.window.burn_rate,
        evaluation_periods=1,
        treat_missing_data=cloudwatch.TreatMissingData.IGNORE,
    )


def _all(*rules: cloudwatch.IAlarmRule) -> cloudwatch.IAlarmRule:
    return rules[0] if len(rules) == 1 else cloudwatch.AlarmRule.all_of(*rules)


def _any(*rules: cloudwatch.IAlarmRule) -> cloudwatch.IAlarmRule:
    return rules[0] if len(rules) == 1 else cloudwatch.AlarmRule.any_of(*rules)


def _firing(alarm: cloudwatch.IAlarm) -> cloudwatch.IAlarmRule:
    return cloudwatch.AlarmRule.from_alarm(alarm, cloudwatch.AlarmState.ALARM)
