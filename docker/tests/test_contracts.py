"""Each API answers as its OpenAPI document says, whatever is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.pytest import from_fixture
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemathesis import Case
    from schemathesis.schemas import BaseSchema

    from bench.shop.running_shop import RunningShop

pytestmark = [pytest.mark.xdist_group("shop"), pytest.mark.timeout(300)]
SERVICES = ["catalog", "checkout", "storefront"]
NOT_CHECKED = [
    positive_data_acceptance,  # that each product has one line, JSON Schema cannot say
    allow_header_conformance,  # the framework's header Allow names one route's methods, not the path's
]


@pytest.fixture(params=SERVICES)
def api(request: pytest.FixtureRequest, open_shop: Callable[..., RunningShop]) -> BaseSchema:
    """Give what one service says of itself."""
    [service] = [service for service in open_shop().services if service.name == request.param]
    return schemathesis.openapi.from_url(f"http://127.0.0.1:{service.port}/openapi.json")


schema = from_fixture("api")


@schema.parametrize()
@settings(max_examples=15, deadline=None)
def test_every_answer_is_one_that_the_api_describes(case: Case[Any]) -> None:
    case.call_and_validate(excluded_checks=NOT_CHECKED)
