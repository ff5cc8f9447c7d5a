"""Everything that a service's promise brings with it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from aws_cdk import Annotations
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from goldenpath.observability.alarms import Silence
from goldenpath.observability.golden_signals import GoldenSignals
from goldenpath.observability.severity import Severity
from goldenpath.observability.slo.budget_gate import BudgetGate
from goldenpath.observability.slo.burn_rate_alarm import Burning, BurnRateAlarm
from goldenpath.observability.slo.burn_rate_window import BURN_RATE_WINDOWS
from goldenpath.observability.slo.deployment_window import DeploymentWindow
from goldenpath.observability.slo.error_budget import error_budget_left
from goldenpath.observability.slo.objective import Objective
from goldenpath.observability.slo.prediction import Prediction
from goldenpath.observability.slo.time_in_words import in_words
from goldenpath.observability.slo.tracked_objective import TrackedObjective
from goldenpath.service import ServiceSpec

_NEEDED = (Severity.PAGE, Severity.TICKET)


class ServiceObjectives(Construct):
    """The objectives of a service, on any runtime: alarms on how fast budgets burn, and what is left.

    - For each window of Google's SRE workbook [1]_ one alarm that acts: 2 % of 30 days' budget in an hour
      or 5 % in six page, 10 % in three days are a ticket. The longer windows keep silent while a shorter
      one fires, so that one incident pages once. The shortest waits for a deployment that began just now,
      which may yet be taken back.
    - An SLO of Application Signals for each objective, which counts the same requests.
    - A gate for pipelines, which closes when a budget is spent.

    That makes 13 alarms, whatever the runtime, and one more where it reports its versions. What judges the
    service's releases is made a ticket too.

    Parameters
    ----------
    scope
        The construct it belongs to, in the service's stack.
    construct_id
        Its id in that scope.
    spec
        The service; its ``slo``, ``owner`` and ``runbook`` count here.
    signals
        How it does: its ``signals``.
    release_alarms
        What judges its releases: its ``alarms``.
    actions
        What is told, by how urgent it is: of ``page`` and of ``ticket`` at least.
    journey_alarms
        Alarms on journeys through it, which page together with the shortest window; none by default.
    callees
        The objectives of services that it calls; none by default. While one of them burns its budget at
        least as fast, it is told of, and this one is not: the cause pages, and not all that suffers from it.

    Attributes
    ----------
    objectives
        What is promised.
    alarms
        The alarms that act, the most urgent first.
    gate
        The alarm that fires while a budget is spent.

    Raises
    ------
    ValueError
        If nothing is told of a page or a ticket.

    Examples
    --------
    >>> from aws_cdk import aws_cloudwatch_actions as actions
    >>> from aws_cdk import aws_sns as sns
    >>> from goldenpath import EcsService, ServiceObjectives, ServiceSpec
    >>> from goldenpath.observability import Severity
    >>> def watch(service: EcsService, spec: ServiceSpec, on_call: sns.ITopic, board: sns.ITopic) -> None:
    ...     ServiceObjectives(
    ...         service, "Objectives", spec=spec, signals=service.signals,
    ...         release_alarms=service.alarms,
    ...         actions={
    ...             Severity.PAGE: actions.SnsAction(on_call), Severity.TICKET: actions.SnsAction(board),
    ...         },
    ...     )

    References
    ----------
    .. [1] https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: ServiceSpec,
        signals: GoldenSignals,
        release_alarms: Sequence[cloudwatch.Alarm],
        actions: Mapping[Severity, cloudwatch.IAlarmAction],
        journey_alarms: Sequence[cloudwatch.IAlarm] = (),
        callees: Sequence["ServiceObjectives"] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        _check(spec, actions)
        self.objectives = (
            Objective.availability(spec.slo, signals),
            Objective.latency(spec.slo, signals),
        )
        self._warn_of_what_never_pages()
        self.alarms: Sequence[cloudwatch.CompositeAlarm] = self._burn_rate_alarms(
            spec, actions, self._young_deployment(spec, signals.versions), journey_alarms, callees
        )
        tracked = [
            TrackedObjective(self, each.name.title(), spec=spec, objective=each) for each in self.objectives
        ]
        self.gate = BudgetGate(
            self,
            "BudgetGate",
            spec=spec,
            objectives=list(zip(self.objectives, tracked, strict=True)),
            action=actions[Severity.TICKET],
        )
        for alarm in release_alarms:
            alarm.add_alarm_action(actions[Severity.TICKET])
            alarm.add_ok_action(actions[Severity.TICKET])

    @property
    def budgets_left(self) -> list[cloudwatch.MathExpression]:
        """What is left of each budget in percent, for a widget that shows 30 days."""
        return [error_budget_left(each) for each in self.objectives]

    def _warn_of_what_never_pages(self) -> None:
        for objective in self.objectives:
            if Prediction.of(1, budget=objective.budget).page is None:
                Annotations.of(self).add_warning_v2(
                    f"goldenpath:{objective.name}NeverPages",
                    f"A promise that {objective.promise} allows so many bad requests that nobody is paged "
                    "even if all are bad: promise more, or acknowledge that a ticket is enough",
                )

    def _young_deployment(self, spec: ServiceSpec, versions: cloudwatch.IMetric | None) -> Silence | None:
        if versions is None:
            return None
        window = DeploymentWindow(self, "DeploymentWindow", spec=spec, versions=versions)
        # It is there long before a new version gets traffic, so one look suffices.
        return Silence(by=window, waits=timedelta(minutes=1))

    def _burn_rate_alarms(
        self,
        spec: ServiceSpec,
        actions: Mapping[Severity, cloudwatch.IAlarmAction],
        silence: Silence | None,
        journey_alarms: Sequence[cloudwatch.IAlarm],
        callees: Sequence["ServiceObjectives"],
    ) -> list[cloudwatch.CompositeAlarm]:
        alarms: list[cloudwatch.CompositeAlarm] = []
        for number, window in enumerate(BURN_RATE_WINDOWS, start=1):
            alarm = BurnRateAlarm(
                self,
                f"Burn{in_words(window.long).replace(' ', '')}",
                burning=Burning(spec=spec, objectives=self.objectives, window=window),
                action=actions[window.severity],
                silence=Silence(by=alarms[-1], lasts_on=window.short) if alarms else silence,
                together_with=() if alarms else journey_alarms,
                unless=[alarm for callee in callees for alarm in callee.alarms[:number]],
            )
            alarms.append(alarm)
        return alarms


def _check(spec: ServiceSpec, actions: Mapping[Severity, cloudwatch.IAlarmAction]) -> None:
    missing = [severity for severity in _NEEDED if severity not in actions]
    if missing:
        given = ", ".join(actions) or "nothing"
        raise ValueError(
            f"The objectives of {spec.name} have alarms that nobody would be told of: actions should have "
            f"{' and '.join(missing)}, not {given} alone"
        )
