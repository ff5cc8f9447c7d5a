"""What a runtime cannot do is refused when it is asked to, with who can: the table, row by row."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import aws_cdk as cdk
import pytest

from goldenpath import (
    DeployStrategy,
    HealthCheck,
    ImageSource,
    Route,
    Runtime,
    Scaling,
    ScheduledScaling,
    ServiceSpec,
    Shutdown,
    SmokeTest,
    UnsupportedError,
    UnsupportedStrategyError,
)
from goldenpath.runtimes.parity import FEATURES, STRATEGIES, Feature
from tests import support
from tests.constructs.runtimes.conftest import describe
from tests.constructs.runtimes.parity.conftest import ENVIRONMENT, Serve, platforms
from tests.constructs.runtimes.parity.conftest import STRATEGIES as POSSIBLE

KINDS = {
    "rolling": DeployStrategy.rolling(),
    "blue-green": DeployStrategy.blue_green(),
    "canary": DeployStrategy.canary(percent=5, bake=timedelta(minutes=3)),
    "linear": DeployStrategy.linear(),
}
NIGHT = ScheduledScaling(at=time(22), time_zone="Europe/Berlin", minimum=1, maximum=2)
NAMED = Route(host="a.example.com", priority=1)
ASKING: dict[str, dict[str, Any]] = {
    "arm64": {"architecture": "arm64"},
    "every size that Fargate has": {"cpu": 512, "memory_mib": 4096},
    "more than 25 copies at least": {"scaling": Scaling(minimum=26, maximum=30)},
    "a target for the processor's load": {"scaling": Scaling(target_cpu_percent=50)},
    "a target for memory beside it": {"scaling": Scaling(target_memory_percent=50)},
    "a target for requests beside it": {"scaling": Scaling(target_requests_per_minute=600)},
    "bounds by the time of day": {"scaling": Scaling(schedule=(NIGHT,))},
    "health checks further apart than 20 s": {"health": HealthCheck(interval_seconds=30)},
    "times and thresholds of health checks": {"health": HealthCheck(healthy_threshold=3)},
    "time to come up": {"health": HealthCheck(startup_grace_seconds=120)},
    "time to end": {"shutdown": Shutdown(drain_seconds=40)},
    "smoke tests before traffic": {"smoke_test": SmokeTest(paths=("/ready",))},
    "smoke tests that expect another status than 2xx": {"smoke_test": SmokeTest(expected_status=302)},
    "a pause between smoke tests": {"smoke_test": SmokeTest(pause_seconds=1)},
    "smoke tests timed to less than a second": {"smoke_test": SmokeTest(latency_ms=800)},
    "variables that begin with AWSAPPRUNNER": {"environment": {"AWSAPPRUNNER_X": "1"}},
}
CELLS = [(feature, runtime) for feature in FEATURES for runtime in feature.cannot]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    app = support.app(tmp_path_factory.mktemp("limits"))
    made: dict[Runtime, Serve] = platforms(cdk.Stack(app, "Platforms", env=ENVIRONMENT))

    def run(runtime: Runtime, spec: ServiceSpec, strategy: DeployStrategy | None = None, **more: Any) -> None:
        stack = cdk.Stack(app, f"Service{len(app.node.children)}", env=ENVIRONMENT)
        made[runtime](stack, "Service", spec=spec, strategy=strategy or POSSIBLE[runtime], **more)

    return run


def test_every_row_is_asked_for_here() -> None:
    assert {feature.what for feature in FEATURES} == ASKING.keys()


@pytest.mark.parametrize(
    ("feature", "runtime"), CELLS, ids=[f"{runtime}: {feature.what}" for feature, runtime in CELLS]
)
def test_a_feature_is_refused_with_who_can(
    feature: Feature, runtime: Runtime, serve: Callable[..., None]
) -> None:
    with pytest.raises(UnsupportedError) as refused:
        serve(runtime, describe(**ASKING[feature.what]))
    able = [other.full_name for other in Runtime if other not in feature.cannot]
    assert f"{feature.path}: {feature.cannot[runtime]}; {' and '.join(able)} can" in str(refused.value)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: str(feature.what))
def test_ecs_can_do_all_of_it(feature: Feature) -> None:
    assert Runtime.ECS not in feature.cannot
    assert not feature.is_asked(describe())


@pytest.mark.parametrize("runtime", list(Runtime))
@pytest.mark.parametrize("kind", KINDS)
def test_a_strategy_works_or_is_refused_with_who_can(
    runtime: Runtime, kind: str, serve: Callable[..., None]
) -> None:
    strategy = KINDS[kind]
    more: dict[str, Any] = {"route": Route(path="/*", priority=10 + list(KINDS).index(kind))}
    if type(strategy) in STRATEGIES[runtime]:
        serve(runtime, describe(name=kind), strategy, **more)
        return
    with pytest.raises(UnsupportedStrategyError, match=r"it can do .*; ECS and EKS.* can do this one"):
        serve(runtime, describe(), strategy, **more)


def test_express_has_one_canary_only(serve: Callable[..., None]) -> None:
    with pytest.raises(
        UnsupportedStrategyError,
        match=r"it can do canary\(percent=5, bake=3 minutes\) and no other; ECS and EKS can do this one\n"
        r"  route\.host: Express Mode chooses the name",
    ):
        serve(Runtime.EXPRESS, describe(), DeployStrategy.canary(percent=10), route=NAMED)


def test_all_that_is_wrong_is_said_at_once(serve: Callable[..., None]) -> None:
    spec = describe(
        image=ImageSource.digest("registry.example.com/checkout", "sha256:" + "0" * 64),
        architecture="arm64",
        cpu=256,
        memory_mib=2048,
        shutdown=Shutdown(drain_seconds=60),
    )
    with pytest.raises(UnsupportedStrategyError) as refused:
        serve(
            Runtime.APP_RUNNER, spec, DeployStrategy.linear(), route=Route(host="a.example.com", priority=1)
        )
    message = str(refused.value)
    assert message.startswith("App Runner cannot release by the strategy linear: it can do blue-green;")
    for path in ("architecture", "memory_mib", "shutdown", "image", "route.host"):
        assert f"\n  {path}: " in message
