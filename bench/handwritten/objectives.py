"""What watches over the promises of a service."""

from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

from bench.handwritten.metrics import MINUTE, Requests
from bench.handwritten.promises import PAGES_AT, PROMISES, burn_rate, fastest_burn_rate
from bench.handwritten.tracked import attainment, track

_HOUR = cdk.Duration.hours(1)
_WINDOWS_MINUTES = {"1h": (60, 5, PAGES_AT), "6h": (360, 30, 6.0), "3d": (4320, 360, 1.0)}


class Objectives(Construct):
    """Burn-rate alarms, the error budget's gate, and what Application Signals keeps account of."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        requests: Requests,
        versions: cloudwatch.IMetric,
        topic: sns.ITopic,
        journeys: Sequence[cloudwatch.IAlarm],
        callees: Sequence["Objectives"],
    ) -> None:
        super().__init__(scope, construct_id)
        self._requests, self._callees = requests, callees
        self._action = actions.SnsAction(topic)
        self.alarms: list[cloudwatch.CompositeAlarm] = []
        sooner: cloudwatch.IAlarm = self._deployment(versions)
        for name in _WINDOWS_MINUTES:
            sooner = self._burn(name, sooner, () if self.alarms else journeys)
            self.alarms.append(sooner)
        kept = {promise: attainment(track(self, promise, requests)) for promise in PROMISES}
        margins = [f"{promise} - {goal}" for promise, goal in PROMISES.items()]
        self.gate = self._alarm(
            "Gate",
            cloudwatch.MathExpression(
                expression=f"MIN([{', '.join(margins)}])", using_metrics=kept, period=_HOUR
            ),
            0,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
        )
        act_on(self.gate, self._action)

    def _deployment(self, versions: cloudwatch.IMetric) -> cloudwatch.Alarm:
        more = cloudwatch.MathExpression(
            expression="DIFF(versions)", using_metrics={"versions": versions}, period=MINUTE
        )
        return self._alarm("Deployment", more, 0, evaluation_periods=15, datapoints_to_alarm=1)

    def _burn(
        self, name: str, sooner: cloudwatch.IAlarm, journeys: Sequence[cloudwatch.IAlarm]
    ) -> cloudwatch.CompositeAlarm:
        long, short, rate = _WINDOWS_MINUTES[name]
        over_long, over_short = (
            self._requests.over(cdk.Duration.minutes(minutes)) for minutes in (long, short)
        )
        long_alarms = [
            self._alarm(f"{promise.title()}{name}", burn_rate(over_long, promise), rate)
            for promise in PROMISES
        ]
        now = self._alarm(f"Now{name}", fastest_burn_rate(over_short), rate)
        harm = cloudwatch.AlarmRule.any_of(
            cloudwatch.AlarmRule.all_of(
                cloudwatch.AlarmRule.any_of(*map(_firing, long_alarms)), _firing(now)
            ),
            *map(_firing, journeys),
        )
        causes = [cause for each in self._callees for cause in each.alarms[: len(self.alarms) + 1]]
        composite = cloudwatch.CompositeAlarm(
            self,
            f"Burn{name}",
            alarm_rule=cloudwatch.AlarmRule.all_of(
                harm, *(cloudwatch.AlarmRule.not_(_firing(cause)) for cause in causes)
            ),
            actions_suppressor=sooner,
        )
        act_on(composite, self._action)
        return composite

    def _alarm(
        self, name: str, metric: cloudwatch.IMetric, threshold: float, **more: Any
    ) -> cloudwatch.Alarm:
        return cloudwatch.Alarm(
            self, name, metric=metric, threshold=threshold, **{"evaluation_periods": 1, **more}
        )


def act_on(alarm: cloudwatch.AlarmBase, action: cloudwatch.IAlarmAction) -> None:
    """Tell when an alarm fires, and when it is over."""
    alarm.add_alarm_action(action)
    alarm.add_ok_action(action)


def _firing(alarm: cloudwatch.IAlarm) -> cloudwatch.IAlarmRule:
    return cloudwatch.AlarmRule.from_alarm(alarm, cloudwatch.AlarmState.ALARM)
