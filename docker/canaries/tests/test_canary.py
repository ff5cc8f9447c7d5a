"""The canary, against shops that work and that do not."""

from __future__ import annotations

import http.server
import importlib
import socket
import sys
import threading
import time
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from shop_canary.errors import JourneyError, SettingsError
from shop_canary.settings import read_settings
from shop_canary.trying import try_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHELF = '<h1>On the shelf</h1><a href="/products/stool">Stool</a><a href="/products/mug">Mug</a>'
BACK = '<a href="/">Back to the shelf</a>'
MUG = f'<input name="product_id" value="mug">{BACK}'
KEY = "k" * 20
BASKET = f'<input name="key" value="{KEY}"><button>Order and pay</button>'
THANKS = "Thank you: your order is confirmed"

Answer = tuple[int, str]
WORKING: dict[str, Answer] = {
    "GET /": (200, SHELF),
    "GET /products/stool": (200, BACK),  # sold out
    "GET /products/mug": (200, MUG),
    "POST /basket": (303, "/basket"),
    "GET /basket": (200, BASKET),
    "POST /orders": (303, "/orders/1"),
    "GET /orders/1": (200, THANKS),
}


class Shop:
    """Answers what it was told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers = dict(WORKING)
        self.seconds = 0.0
        self.cuts_off = False
        self.asked: list[str] = []
        self.cookies: list[str | None] = []
        self.sent: list[str] = []
        self.url = ""

    def variables(self, journey: str, **more: str) -> dict[str, str]:
        return {"JOURNEY": journey, "SHOP_URL": self.url, **more}


@pytest.fixture
def shop() -> Iterator[Shop]:
    opened = Shop()

    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            time.sleep(opened.seconds)
            opened.asked.append(f"{self.command} {self.path}")
            opened.cookies.append(self.headers["Cookie"])
            opened.sent.append(self.rfile.read(int(self.headers["Content-Length"] or 0)).decode())
            status, content = opened.answers.get(opened.asked[-1], (404, "nothing here"))
            self.send_response(status)
            if status == 303:
                self.send_header("Location", content)
                self.send_header("Set-Cookie", "basket=mug.1; Path=/; HttpOnly; SameSite=strict")
            longer = 10 if opened.cuts_off else 0
            self.send_header("Content-Length", str(len(content) + longer))
            self.end_headers()
            self.wfile.write(content.encode())

        do_GET = do_POST = _answer  # noqa: N815 - as the library calls them

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    opened.url = f"http://127.0.0.1:{server.server_port}"
    yield opened
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("journey", "last"),
    [("browse", "GET /products/stool"), ("fill-basket", "GET /basket"), ("order", "GET /orders/1")],
)
def test_a_shop_that_works_is_said_to_work(shop: Shop, journey: str, last: str) -> None:
    said: list[str] = []

    assert try_out(shop.variables(journey), say=said.append) == f"The journey {journey} works"
    assert shop.asked[-1] == last
    assert said[0].startswith(f"the shelf: GET {shop.url}/ answered 200 after ")


def test_what_is_sold_out_is_passed_over_and_the_basket_kept(shop: Shop) -> None:
    try_out(shop.variables("order"), say=print)

    assert "product_id=mug&quantity=1" in shop.sent
    assert f"key={KEY}" in shop.sent
    assert shop.cookies[shop.asked.index("POST /orders")] == "basket=mug.1"


def test_a_basket_is_filled_without_an_order(shop: Shop) -> None:
    try_out(shop.variables("fill-basket"), say=print)

    assert not [asked for asked in shop.asked if "orders" in asked]


@pytest.mark.parametrize(
    ("broken", "answer", "message"),
    [
        ("GET /", (503, "later"), r"the shelf: GET http://127.0.0.1:\d+/ answered 503, not 200"),
        ("GET /", (200, "On sale"), "the shelf: .* answered without the text 'On the shelf'"),
        ("GET /", (200, "On the shelf"), "the shelf: nothing can be bought"),
        ("GET /products/mug", (404, ""), "a product: GET .*/products/mug answered 404, not 200"),
        ("POST /basket", (403, ""), "the basket: POST .*/basket answered 403, not 200"),
        ("GET /basket", (200, "There is nothing in it"), "the basket: .* without the text 'Order and pay'"),
        ("GET /basket", (200, "Order and pay"), "There should be the key of an order at .*/basket"),
        ("GET /orders/1", (200, "could not be had"), "the order: .* without the text 'your order is conf"),
        ("GET /orders/1", (303, "/orders/1"), "the order: .* answered 303, not 200"),
    ],
)
def test_a_failure_says_at_which_step_and_how(shop: Shop, broken: str, answer: Answer, message: str) -> None:
    shop.answers[broken] = answer
    with pytest.raises(JourneyError, match=message):
        try_out(shop.variables("order"), say=print)


def test_an_empty_shelf_is_no_shop(shop: Shop) -> None:
    shop.answers["GET /"] = (200, "<h1>On the shelf</h1>")
    with pytest.raises(JourneyError, match="There should be a product on the shelf at http"):
        try_out(shop.variables("browse"), say=print)


def test_a_slow_answer_is_a_failure(shop: Shop) -> None:
    shop.seconds = 0.3
    with pytest.raises(JourneyError, match=r"the shelf: .* was not answered: .*timed out"):
        try_out(shop.variables("browse", SLOWEST_SECONDS="0.1"), say=print)


def test_steps_that_are_slow_together_are_too(shop: Shop) -> None:
    shop.answers["GET /"] = (200, '<h1>On the shelf</h1><a href="/products/mug">Mug</a>')
    shop.seconds = 0.6  # for the form, and again for where it leads to
    with pytest.raises(JourneyError, match=r"the basket: .* answered after 1\.\d s; it may take 1 s"):
        try_out(shop.variables("fill-basket", SLOWEST_SECONDS="1"), say=print)


def test_half_an_answer_is_a_failure(shop: Shop) -> None:
    shop.cuts_off = True
    with pytest.raises(JourneyError, match=r"the shelf: .* was not answered: (IncompleteRead|timed out)"):
        try_out(shop.variables("browse", SLOWEST_SECONDS="0.5"), say=print)


def test_a_shop_that_is_away_is_a_failure() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(JourneyError, match=r"was not answered: .*Connection refused"):
            try_out({"JOURNEY": "browse", "SHOP_URL": f"http://127.0.0.1:{port}/"}, say=print)


def test_all_that_is_wrong_with_the_settings_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"JOURNEY": "steal", "SHOP_URL": "file:///etc/passwd", "SLOWEST_SECONDS": "soon"})
    message = str(refused.value)
    assert "JOURNEY should be one of browse, fill-basket, order, not 'steal'" in message
    assert "SHOP_URL should be an address that begins with http:// or https://, not 'file:" in message
    assert "SLOWEST_SECONDS should be a number above 0 and at most 60, not 'soon'" in message


@pytest.fixture
def synthetics(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand for the library that CloudWatch Synthetics has; give what it is told."""
    said: list[str] = []
    common = ModuleType("aws_synthetics.common")
    vars(common)["synthetics_logger"] = SimpleNamespace(info=said.append)
    monkeypatch.setitem(sys.modules, "aws_synthetics", ModuleType("aws_synthetics"))
    monkeypatch.setitem(sys.modules, "aws_synthetics.common", common)
    monkeypatch.delitem(sys.modules, "canary", raising=False)
    return said


@pytest.fixture
def handler(synthetics: list[str]) -> Callable[[dict[str, object], object], str]:
    assert synthetics == []
    loaded: Callable[[dict[str, object], object], str] = importlib.import_module("canary").handler
    return loaded


def test_in_aws_it_writes_to_the_canarys_own_log(
    shop: Shop,
    synthetics: list[str],
    handler: Callable[[dict[str, object], object], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in shop.variables("browse").items():
        monkeypatch.setenv(name, value)

    assert handler({}, None) == "The journey browse works"
    assert len(synthetics) == 2
    shop.answers["GET /"] = (500, "")
    with pytest.raises(JourneyError):
        handler({}, None)
