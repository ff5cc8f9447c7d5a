"""The stage that keeps versions out while alarms of an environment say so."""

import shlex

from aws_cdk import Aws
from aws_cdk import aws_codepipeline as codepipeline

from goldenpath.delivery.pipeline.build_role import assuming
from goldenpath.delivery.pipeline.environment import DeliveryEnvironment
from goldenpath.delivery.pipeline.steps import Steps
from goldenpath.delivery.pipeline.workshop import GOLDENPATH, Workshop


def gate_stage(
    steps: Steps, *, workshop: Workshop, environment: DeliveryEnvironment
) -> codepipeline.StageProps:
    """Describe the stage. It is none of the environment's own, which runs again whole to go back.

    A bad version fires the alarms that keep others out; the one before it has to get in all the same.

    Parameters
    ----------
    steps
        Makes its action.
    workshop
        What builds share.
    environment
        The environment, with its alarms.
    """
    name = f"Gate{environment.name.capitalize()}"
    role = environment.bootstrap_role("lookup", Aws.PARTITION)
    project = steps.project(
        name,
        install=workshop.install,
        commands=[
            f'{GOLDENPATH} gate --role "$ROLE" --region {environment.region} '
            + shlex.join(environment.gate_alarms)
        ],
        rights=[assuming(role)],
    )
    action = steps.action("Gate", project, variables={"ROLE": role})
    return codepipeline.StageProps(stage_name=name, actions=[action])
