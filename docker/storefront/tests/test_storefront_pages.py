from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from storefront.application import make_application, surround
from storefront.products import SAMPLE
from storefront.readiness import Readiness
from storefront.security_headers import HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    Ask = Callable[..., httpx.Response]

APPLICATION = surround(make_application(Readiness()), Readiness())


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


def test_the_front_page_shows_every_product_with_its_price(ask: Ask) -> None:
    response = ask(APPLICATION, "/")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    for product in SAMPLE:
        assert html.escape(product.name) in response.text
        assert product.price in response.text


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_a_page_has_what_a_screen_reader_and_a_phone_need(ask: Ask, path: str) -> None:
    outline = Outline(ask(APPLICATION, path).text)
    assert ("html", {"lang": "en"}) in outline.attributes
    assert outline.tags.count("h1") == outline.tags.count("main") == outline.tags.count("title") == 1
    viewport = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    assert ("meta", viewport) in outline.attributes
    assert all("alt" in attributes for tag, attributes in outline.attributes if tag == "img")


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_everything_that_a_page_refers_to_is_there(ask: Ask, path: str) -> None:
    attributes = [attributes for _, attributes in Outline(ask(APPLICATION, path).text).attributes]
    paths = {
        value
        for attribute in attributes
        for value in (attribute.get("href"), attribute.get("src"))
        if value is not None and value.startswith("/")
    }
    assert {"/", "/static/shop.css"} <= paths
    assert {path: ask(APPLICATION, path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_a_page_needs_nothing_inline_that_its_own_policy_forbids(ask: Ask) -> None:
    outline = Outline(ask(APPLICATION, "/").text)
    assert not {"script", "style"} & set(outline.tags)
    assert not any("style" in attributes for _, attributes in outline.attributes)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/"])
def test_a_probe_may_ask_for_the_head_alone(ask: Ask, path: str) -> None:
    response = ask(APPLICATION, path, "HEAD")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(("path", "status"), [("/healthz", "alive"), ("/readyz", "ready")])
def test_health(ask: Ask, path: str, status: str) -> None:
    response = ask(APPLICATION, path)
    assert (response.status_code, response.json()) == (200, {"status": status})


def test_a_process_that_drains_answers_and_sends_its_clients_elsewhere(ask: Ask) -> None:
    readiness = Readiness()
    application = surround(make_application(readiness), readiness)
    assert "connection" not in ask(application, "/").headers
    readiness.drain()
    front, ready = ask(application, "/"), ask(application, "/readyz")
    assert (front.status_code, front.headers["connection"]) == (200, "close")
    assert (ready.status_code, ready.json()) == (503, {"status": "draining"})


def test_what_is_not_there_is_a_page_of_the_shop_and_shows_nothing_of_the_request(ask: Ask) -> None:
    response = ask(APPLICATION, "/<script>alert(1)</script>")
    assert response.status_code == 404
    assert "There is nothing here" in response.text
    assert "alert" not in response.text


def test_another_method_is_refused(ask: Ask) -> None:
    response = ask(APPLICATION, "/", "POST")
    assert response.status_code == 405
    assert response.headers["allow"] in {"GET, HEAD", "HEAD, GET"}


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/static/../application.py", "/static/%2e%2e/logs.py"]
)
def test_nothing_beside_the_static_files_can_be_read(ask: Ask, path: str) -> None:
    assert ask(APPLICATION, path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/static/shop.css", "/failure"])
def test_every_response_has_the_security_headers(ask: Ask, path: str) -> None:
    application = make_application(Readiness())

    @application.get("/failure")
    async def fail() -> None:
        raise RuntimeError("a failure made by this test")

    response = ask(surround(application, Readiness()), path)
    assert {name.decode(): response.headers.get(name.decode()) for name, _ in HEADERS} == {
        name.decode(): value.decode() for name, value in HEADERS
    }
    assert response.status_code == {"/failure": 500, "/nowhere": 404}.get(path, 200)
