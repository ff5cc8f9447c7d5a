"""The catalogue: what is found, what is set aside, and that stock never falls below nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from catalog.application import make_application
from catalog.products import SAMPLE, Line
from catalog.settings import Settings
from catalog.store import OutOfStockError, Store
from chassis.readiness import Readiness
from chassis.settings import SettingsError
from chassis.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("shop")
ORDER = "0000-order-1"


@pytest.fixture
def catalog(products_table: str) -> Iterator[TestClient]:
    settings = Settings(products_table=products_table, sample_products="yes")
    with TestClient(make_application(settings, Readiness())) as client:
        yield client


def stock(catalog: TestClient, product_id: str) -> int:
    return int(catalog.get(f"/catalog/products/{product_id}").json()["stock"])


def lines(**quantities: int) -> dict[str, list[dict[str, object]]]:
    return {
        "lines": [
            {"product_id": name.replace("_", "-"), "quantity": number} for name, number in quantities.items()
        ]
    }


def test_products_are_listed_by_name(catalog: TestClient) -> None:
    names = [product["name"] for product in catalog.get("/catalog/products").json()]
    assert names == sorted(product.name for product in SAMPLE)


@pytest.mark.parametrize(
    ("query", "found"),
    [("wool", ["wool-blanket"]), ("WARM light", ["pocket-lantern"]), ("light wool", []), ("  ", None)],
)
def test_a_search_finds_what_has_every_word(catalog: TestClient, query: str, found: list[str] | None) -> None:
    products = catalog.get("/catalog/products", params={"query": query}).json()
    expected = found if found is not None else [product.product_id for product in SAMPLE]
    assert sorted(product["product_id"] for product in products) == sorted(expected)


def test_one_product(catalog: TestClient) -> None:
    assert catalog.get("/catalog/products/trail-mug").json()["price_cents"] == 1450
    assert catalog.get("/catalog/products/nothing").status_code == 404
    assert catalog.get("/catalog/products/No%20such").status_code == 422


def test_a_reservation_takes_stock_once_and_says_the_price(catalog: TestClient) -> None:
    for _ in range(2):
        answer = catalog.put(f"/catalog/reservations/{ORDER}", json=lines(trail_mug=3, cork_bottle=1))
        assert answer.status_code == 200
        assert [line["price_cents"] for line in answer.json()["lines"]] == [1450, 2700]
    assert (stock(catalog, "trail-mug"), stock(catalog, "cork-bottle")) == (497, 199)

    other = catalog.put(f"/catalog/reservations/{ORDER}", json=lines(trail_mug=4))
    assert (other.status_code, other.json()) == (409, {"detail": "the order has another reservation"})

    for _ in range(2):
        assert catalog.delete(f"/catalog/reservations/{ORDER}").status_code == 204
    assert (stock(catalog, "trail-mug"), stock(catalog, "cork-bottle")) == (500, 200)


@pytest.mark.parametrize(
    ("wanted", "short"),
    [
        (lines(trail_mug=1, wool_blanket=41), ["wool-blanket"]),
        (lines(folding_stool=1), ["folding-stool"]),
        (lines(trail_mug=1, nothing=1), ["nothing"]),
    ],
)
def test_all_is_set_aside_or_nothing(
    catalog: TestClient, wanted: dict[str, object], short: list[str]
) -> None:
    answer = catalog.put(f"/catalog/reservations/{ORDER}", json=wanted)
    assert (answer.status_code, answer.json()["product_ids"]) == (409, short)
    assert stock(catalog, "trail-mug") == 500
    assert catalog.delete(f"/catalog/reservations/{ORDER}").status_code == 204


@pytest.mark.parametrize("wanted", [{"lines": []}, {}, lines(trail_mug=0), lines(trail_mug=100)])
def test_what_is_no_reservation_is_refused(catalog: TestClient, wanted: dict[str, object]) -> None:
    assert catalog.put(f"/catalog/reservations/{ORDER}", json=wanted).status_code == 422


def test_a_product_has_one_line(catalog: TestClient) -> None:
    twice = {"lines": lines(trail_mug=1)["lines"] * 2}
    assert catalog.put(f"/catalog/reservations/{ORDER}", json=twice).status_code == 422


def test_many_orders_at_once_never_take_more_than_there_is(products_table: str) -> None:
    store = Store(Table(products_table))

    async def order(number: int) -> int:
        try:
            await store.reserve(f"order-{number:04}", [Line(product_id="wool-blanket", quantity=3)])
        except OutOfStockError:
            return 0
        return 3

    async def rush() -> tuple[int, int]:
        await store.add(SAMPLE)
        taken = sum(await asyncio.gather(*(order(number) for number in range(30))))
        left = await store.product("wool-blanket")
        assert left is not None
        return taken, left.stock

    taken, left = asyncio.run(rush())
    assert taken + left == 40
    assert left < 3


def test_it_is_ready_when_its_table_answers(catalog: TestClient, products_table: str) -> None:
    assert catalog.get("/catalog/readyz").status_code == 200
    without = TestClient(make_application(Settings(products_table=f"{products_table}-none"), Readiness()))
    assert without.get("/readyz").json() == {"status": "waiting", "for": ["the table of products"]}


def test_it_says_what_its_environment_lacks() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"SAMPLE_PRODUCTS": "perhaps"})
    assert str(caught.value) == (
        "The environment of catalog is not valid:\n"
        "  PRODUCTS_TABLE is missing: it should be the name of a DynamoDB table\n"
        "  SAMPLE_PRODUCTS='perhaps' should be yes or no"
    )
