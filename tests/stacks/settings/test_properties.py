"""Thousands of settings, right and wrong."""

from ipaddress import IPv4Network
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stacks.settings import read_settings
from tests.stacks.settings.spoiling import problems_of, spoil, valid_context

NAMES = ("local", "dev", "staging", "prod")
VALID = valid_context()

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def every_path(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Give the path of every value in a JSON value, the innermost and those on the way."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, inner in items for deeper in every_path(inner, (*path, key)))]


COMPARED = {"cidr", "account", "region", "minimum_tasks", "page", "ticket"}
PATHS = [path for path in every_path(VALID["environments"]) if path]


@settings(max_examples=500, deadline=None)
@given(environments=json_values)
def test_arbitrary_json_is_refused_and_never_crashes(environments: Any) -> None:
    assert problems_of({"environments": environments})


@settings(max_examples=2000, deadline=None)
@given(path=st.sampled_from(PATHS), value=json_values)
def test_any_value_in_any_place_is_taken_whole_or_told_with_its_path(
    path: tuple[str | int, ...], value: Any
) -> None:
    context = valid_context()
    spoil(context["environments"], path, value)
    problems = problems_of(context)
    # A list is told whole, and a rule over several values points at one that need not be the one changed.
    place = ".".join(str(key) for key in ("environments", *path) if not isinstance(key, int))
    assert not problems or COMPARED & set(path) or any(told.path.startswith(place) for told in problems)


networks = st.builds(
    lambda second, prefix: IPv4Network(f"10.{second}.0.0/{prefix}"), st.integers(0, 15), st.integers(16, 22)
)


@settings(max_examples=1000, deadline=None)
@given(network=networks, other=networks)
def test_two_networks_are_refused_exactly_when_they_overlap(network: IPv4Network, other: IPv4Network) -> None:
    context = valid_context()
    context["environments"]["dev"]["cidr"] = str(network)
    context["environments"]["staging"]["cidr"] = str(other)
    context["environments"]["prod"]["cidr"] = "192.168.0.0/16"
    told = [problem.path for problem in problems_of(context)]
    assert told == (["environments.staging.cidr"] if network.overlaps(other) else [])


@settings(max_examples=500, deadline=None)
@given(
    spoilt=st.sets(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from(["account", "nat", "log_retention_days", "runtimes"])
        )
    )
)
def test_as_many_wrong_values_are_as_many_problems(spoilt: set[tuple[str, str]]) -> None:
    context = valid_context()
    for place in spoilt:
        spoil(context["environments"], place, "wrong")
    told = [problem.path for problem in problems_of(context)]
    assert sorted(told) == sorted(f"environments.{name}.{key}" for name, key in spoilt)


@settings(max_examples=500, deadline=None)
@given(minimum=st.integers(1, 5000), maximum=st.integers(1, 5000))
def test_sizes_are_taken_exactly_when_they_are_in_order(minimum: int, maximum: int) -> None:
    context = valid_context()
    context["environments"]["dev"]["sizes"] = {"minimum_tasks": minimum, "maximum_tasks": maximum}
    told = [problem.path for problem in problems_of(context)]
    assert told == ([] if minimum <= maximum else ["environments.dev.sizes.maximum_tasks"])


def test_an_environment_is_read_as_it_is_written() -> None:
    assert str(read_settings(VALID).prod.cidr) == VALID["environments"]["prod"]["cidr"]
