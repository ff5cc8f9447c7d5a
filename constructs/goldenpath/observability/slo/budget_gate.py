"""What stops a promotion when an error budget is spent."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms import AlarmNotice, OwnedAlarm, alarm_name_in
from goldenpath.observability.over_period import over_period
from goldenpath.observability.severity import Severity
from goldenpath.observability.slo.burn_rate_window import SLO_PERIOD
from goldenpath.observability.slo.objective import Objective
from goldenpath.observability.slo.tracked_objective import TrackedObjective
from goldenpath.service import ServiceSpec

_PERIOD = Duration.minutes(5)


class BudgetGate(OwnedAlarm):
    """An alarm that fires while an error budget of a service is spent, by a name that is known at synthesis.

    A stage of a pipeline asks it before it is entered, by a rule ``CloudWatchAlarm`` with that name: a
    service that broke its promise gets no new risk until the promise holds again [1]_. An alarm sees seven
    days at most, so this one looks at the attainment that Application Signals keeps over the SLO's whole
    period. Where that is missing, the gate stays as it is: open for a service that never had a request.

    Parameters
    ----------
    scope
        The construct it belongs to.
    construct_id
        Its id in that scope.
    spec
        The service.
    objectives
        What it promises, each with its account.
    action
        What is told.

    Examples
    --------
    >>> from goldenpath import BudgetGate
    >>> BudgetGate.name_in("prod-Checkout", service="checkout")
    'prod-Checkout-error-budget-spent'

    References
    ----------
    .. [1] https://sre.google/workbook/error-budget-policy/
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        objectives: Sequence[tuple[Objective, TrackedObjective]],
        action: cloudwatch.IAlarmAction,
    ) -> None:
        margins = [f"{each.name} - {each.goal_percent:g}" for each, _ in objectives]
        super().__init__(
            scope,
            construct_id,
            notice=AlarmNotice.of(
                spec,
                meaning=f"{spec.name} spent its error budget of {SLO_PERIOD.days} days: promotion stops",
                severity=Severity.TICKET,
            ),
            acting=action,
            alarm_name=self.name_in(Stack.of(scope).stack_name, service=spec.name),
            metric=cloudwatch.MathExpression(
                expression=f"MIN([{', '.join(margins)}])",
                using_metrics={
                    each.name: over_period(tracked.attainment, _PERIOD) for each, tracked in objectives
                },
                period=_PERIOD,
                label="margin in percentage points",
            ),
            threshold=0,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.IGNORE,
        )

    @staticmethod
    def name_in(stack_name: str, *, service: str) -> str:
        """Give the name of a service's gate, for what asks it from another stack or account.

        Parameters
        ----------
        stack_name
            The stack that the gate is in, such as ``prod-Checkout``.
        service
            The service's name.
        """
        return alarm_name_in(stack_name, service=service, what="error-budget-spent")
