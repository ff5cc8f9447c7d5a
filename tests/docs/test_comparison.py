"""The page that compares the runtimes says what is synthesised now."""

import math

import pytest

from docs.comparison.__main__ import PAGE, written
from docs.comparison.prices import LOADS, copies, cost, price_table
from docs.comparison.subjects import SPEC
from goldenpath import Runtime


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "run `make docs`"


@pytest.mark.parametrize("runtime", list(Runtime))
def test_more_load_is_never_cheaper(runtime: Runtime) -> None:
    prices = price_table()
    costs = [cost(runtime, SPEC, load, prices) for load in LOADS]

    assert [each.service for each in costs] == sorted(each.service for each in costs)
    assert all(each.service > 0 and each.shared > 0 for each in costs)


def test_a_fargate_copy_costs_what_its_size_does() -> None:
    prices = {
        "fargate": {"vcpu_hour": 4.0, "gb_hour": 2.0},
        "load_balancer": {"hour": 0.0, "unit_hour": 0.0},
    }
    # a quarter of a processor and half a gigabyte, for 730 hours, in two copies
    assert math.isclose(cost(Runtime.ECS, SPEC, 10, prices).service, (1 + 1) * 730 * 2)


def test_copies_stay_within_their_bounds() -> None:
    assert [copies(SPEC, load) for load in (1, 100, 101, 1_000_000)] == [2, 2, 3, 50]
