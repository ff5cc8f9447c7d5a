"""The canaries' journeys, through the shop as it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shop_canary.errors import JourneyError
from shop_canary.journeys import JOURNEYS
from shop_canary.trying import try_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.shop.running_shop import RunningShop

pytestmark = [pytest.mark.xdist_group("shop"), pytest.mark.timeout(180)]


def test_every_journey_works_until_a_service_is_away(open_shop: Callable[..., RunningShop]) -> None:
    shop = open_shop()
    url = shop.storefront.url
    for journey in JOURNEYS:
        assert try_out({"JOURNEY": journey, "SHOP_URL": url}, say=print) == f"The journey {journey} works"

    shop.checkout.kill()
    assert try_out({"JOURNEY": "browse", "SHOP_URL": url}, say=print)
    with pytest.raises(JourneyError, match=r"the order: POST .*/orders answered 503, not 200"):
        try_out({"JOURNEY": "order", "SHOP_URL": url}, say=print)
