"""Every pair of engine and strategy either works or is refused, with what would work."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenpath import DeployStrategy, UnsupportedStrategyError
from goldenpath.runtimes.ecs.release import Engine, mechanism

MAKERS: dict[str, Callable[[], DeployStrategy]] = {
    "rolling": DeployStrategy.rolling,
    "blue-green": DeployStrategy.blue_green,
    "canary": DeployStrategy.canary,
    "linear": DeployStrategy.linear,
}
REFUSED = {("codedeploy", "rolling")}
minutes = st.integers(1, 24 * 60).map(lambda count: timedelta(minutes=count))
strategies = st.one_of(
    st.builds(DeployStrategy.rolling),
    st.builds(DeployStrategy.blue_green, bake=minutes),
    st.builds(DeployStrategy.canary, percent=st.integers(1, 99), bake=minutes),
    st.builds(DeployStrategy.linear, percent=st.integers(1, 99), interval=minutes, bake=minutes),
)


@given(st.sampled_from(["codedeploy", "ecs"]), strategies)
def test_a_pair_works_or_is_refused_with_what_would(engine: Engine, strategy: DeployStrategy) -> None:
    if (engine, strategy.kind) not in REFUSED:
        assert callable(mechanism(engine, strategy))
        return
    with pytest.raises(UnsupportedStrategyError) as raised:
        mechanism(engine, strategy)
    assert str(raised.value) == (
        "ECS with the engine codedeploy cannot release by the strategy rolling: "
        "it can do blue-green, canary, linear; the engine ecs can do this one"
    )


@pytest.mark.parametrize("kind", MAKERS)
def test_an_engine_that_is_none_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="The engine should be one of codedeploy, ecs, not 'eks'"):
        mechanism("eks", MAKERS[kind]())  # type: ignore[arg-type]
