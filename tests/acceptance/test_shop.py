"""What has to work before a version goes further; `synthetic` is what only reads, as production wants it."""

import re

import httpx2
import pytest


@pytest.mark.synthetic
def test_the_shelf_is_shown_quickly(shop: httpx2.Client) -> None:
    page = shop.get("/")

    assert page.status_code == httpx2.codes.OK
    assert "Trail mug" in page.text
    assert page.elapsed.total_seconds() < 2


@pytest.mark.synthetic
def test_a_shopper_finds_a_product(shop: httpx2.Client) -> None:
    found = shop.get("/", params={"query": "mug"})
    product = shop.get("/products/trail-mug")

    assert found.text.count('class="product"') == 1
    assert "Put into the basket" in product.text or "Sold out" in product.text


@pytest.mark.synthetic
def test_what_does_not_exist_is_said_to_not_exist(shop: httpx2.Client) -> None:
    assert shop.get("/products/no-such-thing").status_code == httpx2.codes.NOT_FOUND


@pytest.mark.synthetic
def test_pages_carry_what_protects_their_readers(shop: httpx2.Client) -> None:
    headers = shop.get("/").headers

    assert "default-src" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_shopper_orders(shop: httpx2.Client) -> None:
    basket = shop.post("/basket", data={"product_id": "trail-mug", "quantity": "1"})
    key = re.search(r'name="key" value="([^"]+)"', basket.text)
    assert key is not None, basket.text
    order = shop.post("/orders", data={"key": key.group(1)})

    assert "your order is confirmed" in order.text
    assert str(order.url.path).startswith("/orders/")
