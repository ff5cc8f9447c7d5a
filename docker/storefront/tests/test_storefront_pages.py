"""The pages, as a browser and a screen reader see them."""

from __future__ import annotations

import html
import json
from html.parser import HTMLParser

import httpx2
import pytest
from fastapi.testclient import TestClient

from chassis.client import ServiceClient
from chassis.readiness import Readiness
from chassis.service import Service
from chassis.settings import ServiceSettings
from storefront.api import add_api
from storefront.pages import add_pages
from storefront.shop import Shop, euros

PRODUCTS = [
    {
        "product_id": "trail-mug",
        "name": "Trail <mug>",
        "description": "Survives a fall.",
        "price_cents": 1450,
        "stock": 7,
    },
    {"product_id": "stool", "name": "Stool", "description": "Ash.", "price_cents": 120_505, "stock": 0},
]
ORDER_ID = "32dfb457-923a-5f09-a3c7-14c3ef889765"


class Services:
    """Stands for the catalogue and checkout: a few products, and orders that are confirmed or not."""

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, object]] = {}
        self.away = False
        self.rejects = False

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        if self.away:
            raise httpx2.ConnectError("away", request=request)
        match request.method, request.url.path.split("/")[1:]:
            case "GET", ["catalog", "products"]:
                query = request.url.params["query"].lower()
                return httpx2.Response(
                    200, json=[item for item in PRODUCTS if query in str(item["name"]).lower()]
                )
            case "GET", ["catalog", "products", product_id]:
                found = [item for item in PRODUCTS if item["product_id"] == product_id]
                return httpx2.Response(200, json=found[0]) if found else httpx2.Response(404)
            case "POST", ["checkout", "orders"]:
                return self._order(request)
            case "GET", ["checkout", "orders", order_id]:
                found = [order for order in self.orders.values() if order["order_id"] == order_id]
                return httpx2.Response(200, json=found[0]) if found else httpx2.Response(404)
        raise AssertionError(request)

    def _order(self, request: httpx2.Request) -> httpx2.Response:
        lines = json.loads(request.content)["lines"]
        priced = [{**line, "name": "Trail <mug>", "price_cents": 1450} for line in lines]
        state = "rejected" if self.rejects else "confirmed"
        order = {
            "order_id": ORDER_ID,
            "state": state,
            "lines": priced,
            "total_cents": 2900,
            "reason": "not enough is left of trail-mug" if self.rejects else "",
        }
        key = request.headers["idempotency-key"]
        if self.orders.setdefault(key, order)["lines"] != priced:
            return httpx2.Response(409)
        return httpx2.Response(200 if self.rejects else 201, json=order)


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def shop(services: Services) -> TestClient:
    transport = httpx2.MockTransport(services.answer)
    application = Service(ServiceSettings(), Readiness(), checks={})
    clients = (ServiceClient(name, f"http://{name}/{name}", transport) for name in ("catalog", "checkout"))
    behind = Shop(*clients)
    add_api(application, behind)
    add_pages(application, behind)
    return TestClient(application)


class Outline(HTMLParser):
    """What a screen reader needs from a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))


PAGES = ["/", "/products/trail-mug", "/basket", "/nowhere"]


def test_the_front_page_shows_every_product_with_its_price(shop: TestClient) -> None:
    response = shop.get("/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for product in PRODUCTS:
        assert html.escape(str(product["name"])) in response.text
        assert euros(int(str(product["price_cents"]))) in response.text
    assert "Only 7 left" in response.text
    assert "Sold out" in response.text


def test_a_search_gives_a_page_and_to_htmx_the_list_alone(shop: TestClient) -> None:
    page, part = shop.get("/?query=mug"), shop.get("/?query=mug", headers={"HX-Request": "true"})
    assert "Stool" not in page.text
    assert "<h1>" in page.text
    assert part.text.startswith('<section id="products"')
    assert "Nothing here has “&lt;x&gt;”" in shop.get("/?query=<x>").text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_what_a_screen_reader_and_a_phone_need(shop: TestClient, path: str) -> None:
    outline = Outline(shop.get(path).text)
    assert ("html", {"lang": "en"}) in outline.attributes
    assert outline.tags.count("h1") == outline.tags.count("main") == outline.tags.count("title") == 1
    viewport = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    assert ("meta", viewport) in outline.attributes
    assert all("alt" in attributes for tag, attributes in outline.attributes if tag == "img")
    labels = {attributes.get("for") for tag, attributes in outline.attributes if tag == "label"}
    fields = [attributes for tag, attributes in outline.attributes if tag == "input"]
    assert all(field.get("type") == "hidden" or field.get("id") in labels for field in fields)


@pytest.mark.parametrize("path", PAGES)
def test_everything_that_a_page_refers_to_is_there(shop: TestClient, path: str) -> None:
    attributes = [attributes for _, attributes in Outline(shop.get(path).text).attributes]
    paths = {
        value
        for attribute in attributes
        for value in (attribute.get("href"), attribute.get("src"))
        if value is not None and value.startswith("/")
    }
    assert {"/", "/basket", "/static/shop.css", "/static/htmx.min.js"} <= paths
    assert {path: shop.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_inline_that_its_own_policy_forbids(shop: TestClient, path: str) -> None:
    outline = Outline(shop.get(path).text)
    assert "style" not in outline.tags
    assert all("src" in attributes for tag, attributes in outline.attributes if tag == "script")
    assert not any({"style", "onclick"} & set(attributes) for _, attributes in outline.attributes)


def form_key(page: str) -> str:
    fields = [attributes for tag, attributes in Outline(page).attributes if tag == "input"]
    return next(str(field["value"]) for field in fields if field.get("name") == "key")


def test_a_shopper_orders_what_is_in_the_basket(shop: TestClient, services: Services) -> None:
    assert "There is nothing in it yet" in shop.get("/basket").text
    shop.post("/basket", data={"product_id": "trail-mug", "quantity": "1"})
    basket = shop.post("/basket", data={"product_id": "trail-mug"})
    assert "Basket (2)" in basket.text
    assert "€29.00" in basket.text

    key = form_key(basket.text)
    order = shop.post("/orders", data={"key": key})
    assert "your order is confirmed" in order.text
    assert "2 \u00d7 Trail &lt;mug&gt;, €29.00" in order.text
    assert "Basket (0)" in order.text
    assert list(services.orders) == [key]
    assert shop.get(f"/orders/{ORDER_ID}").status_code == 200
    assert "nothing in it yet" in shop.post("/orders", data={"key": key}).text, (
        "an empty basket orders nothing"
    )


def test_an_order_that_cannot_be_had_keeps_the_basket(shop: TestClient, services: Services) -> None:
    services.rejects = True
    basket = shop.post("/basket", data={"product_id": "trail-mug", "quantity": "9"})
    order = shop.post("/orders", data={"key": form_key(basket.text)})
    assert "Not enough is left of trail-mug. Nothing was charged." in order.text
    assert "Basket (9)" in order.text
    assert "Basket (0)" in shop.post("/basket/remove", data={"product_id": "trail-mug"}).text


def test_a_form_with_a_changed_basket_is_another_order(shop: TestClient) -> None:
    key = form_key(shop.post("/basket", data={"product_id": "trail-mug"}).text)
    shop.post("/orders", data={"key": key})
    shop.post("/basket", data={"product_id": "trail-mug", "quantity": "5"})
    again = shop.post("/orders", data={"key": key})
    assert form_key(again.text) != key, "the basket is shown again, with a key of its own"


@pytest.mark.parametrize("cookie", ["", "x", "trail-mug.0", "trail-mug.100", "a.1_b", "../etc.1", "a.1;b.2"])
def test_whatever_is_no_basket_is_an_empty_one(shop: TestClient, cookie: str) -> None:
    response = shop.get("/basket", headers={"Cookie": f"basket={cookie}"})
    assert response.status_code == 200
    assert "Basket (0)" in response.text or "Basket (1)" in response.text


def test_a_form_of_another_site_is_refused(shop: TestClient) -> None:
    for path, data in (("/basket", {"product_id": "trail-mug"}), ("/orders", {"key": "k" * 24})):
        refused = shop.post(path, data=data, headers={"Origin": "https://elsewhere.example.com"})
        assert refused.status_code == 403
    own = shop.post("/basket", data={"product_id": "trail-mug"}, headers={"Origin": "http://testserver"})
    assert own.status_code == 200


def test_a_basket_is_sent_by_tls_only_where_there_is_tls(shop: TestClient) -> None:
    data = {"product_id": "trail-mug"}
    plain = shop.post("/basket", data=data, follow_redirects=False)
    secure = shop.post("/basket", data=data, headers={"X-Forwarded-Proto": "https"}, follow_redirects=False)
    assert "Secure" not in plain.headers["set-cookie"]
    assert all(word in secure.headers["set-cookie"] for word in ("Secure", "HttpOnly", "SameSite=strict"))


@pytest.mark.parametrize(
    ("path", "part"), [("/", "This cannot be shown just now"), ("/api/products", "catalog")]
)
def test_a_part_of_the_shop_that_is_away(shop: TestClient, services: Services, path: str, part: str) -> None:
    services.away = True
    response = shop.get(path)
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    assert part in response.text
    assert shop.get("/healthz").status_code == 200


def test_what_is_not_there_is_a_page_of_the_shop_and_shows_nothing_of_the_request(shop: TestClient) -> None:
    response = shop.get("/<script>alert(1)</script>")
    assert response.status_code == 404
    assert "There is nothing here" in response.text
    assert "alert" not in response.text
    assert shop.get("/products/none").status_code == shop.get("/orders/none").status_code == 404


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/static/../application.py", "/static/%2e%2e/logs.py"]
)
def test_nothing_beside_the_static_files_can_be_read(shop: TestClient, path: str) -> None:
    assert shop.get(path).status_code == 404


def test_the_public_api(shop: TestClient) -> None:
    body = {"lines": [{"product_id": "trail-mug", "quantity": 2}]}
    headers = {"Idempotency-Key": "k" * 24}
    assert [item["product_id"] for item in shop.get("/api/products").json()] == ["trail-mug", "stool"]
    assert shop.get("/api/products/stool").json()["stock"] == 0
    assert shop.get("/api/products/none").json() == {"detail": "no such product"}
    assert shop.post("/api/orders", json=body, headers=headers).status_code == 201
    other = {"lines": [{"product_id": "trail-mug", "quantity": 3}]}
    assert shop.post("/api/orders", json=other, headers=headers).status_code == 409
    assert shop.post("/api/orders", json={"lines": body["lines"] * 2}, headers=headers).status_code == 422
    assert shop.get(f"/api/orders/{ORDER_ID}").json()["total_cents"] == 2900
    assert shop.get(f"/api/orders/{ORDER_ID[:-1]}0").status_code == 404
    paths = shop.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/products",
        "/api/products/{product_id}",
        "/api/orders",
        "/api/orders/{order_id}",
    }
