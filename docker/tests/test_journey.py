"""A shopper in a real browser: looks, searches, orders; on a phone's width, and by keyboard."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from bench.shop.running_shop import RunningShop

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = {"width": 360, "height": 740}

pytestmark = [
    pytest.mark.xdist_group("shop"),
    pytest.mark.timeout(180),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]


@pytest.fixture
def complaints() -> list[str]:
    """Give what the browser has to say of the pages."""
    return []


@pytest.fixture
def page(complaints: list[str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": PHONE["width"], "height": PHONE["height"]})
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_default_timeout(20_000)
        yield page
        browser.close()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_shopper_searches_and_orders(
    open_shop: Callable[..., RunningShop], page: Page, complaints: list[str]
) -> None:
    shop = open_shop()
    page.goto(shop.storefront.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("On the shelf")
    everything = page.locator(".product").count()
    assert fits(page)

    page.get_by_label("Search").press_sequentially("mug")
    expect(page.locator(".product")).to_have_count(1)
    expect(page).to_have_url(f"{shop.storefront.url}/?query=mug")
    assert everything > 1

    page.get_by_role("link", name="Trail mug").click()
    assert fits(page)
    page.get_by_label("How many").fill("2")
    page.get_by_role("button", name="Put into the basket").click()
    expect(page.get_by_role("link", name="Basket (2)")).to_be_visible()
    assert fits(page)

    page.get_by_role("button", name="Order and pay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you: your order is confirmed")
    expect(page.locator(".lines")).to_contain_text("2 × Trail mug")  # noqa: RUF001 - as the page says it
    expect(page.get_by_role("link", name="Basket (0)")).to_be_visible()
    assert fits(page)
    assert complaints == []


def test_the_shop_works_by_keyboard_alone(open_shop: Callable[..., RunningShop], page: Page) -> None:
    shop = open_shop()
    page.goto(f"{shop.storefront.url}/products/trail-mug")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("How many")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your basket")


def test_a_shop_without_its_catalogue_says_so_and_keeps_the_basket(
    open_shop: Callable[..., RunningShop], page: Page
) -> None:
    shop = open_shop()
    page.goto(f"{shop.storefront.url}/products/trail-mug")
    page.get_by_role("button", name="Put into the basket").click()
    shop.catalog.kill()
    page.goto(f"{shop.storefront.url}/products/trail-mug")
    expect(page.get_by_role("heading", level=1)).to_have_text("Trail mug")  # it is remembered
    page.goto(f"{shop.storefront.url}/products/field-notebook")
    expect(page.get_by_role("heading", level=1)).to_have_text("This cannot be shown just now")
    shop.catalog.start()
    shop.catalog.wait_until_ready()
    page.wait_for_timeout(2_100)  # longer than a service that failed is left alone
    page.goto(f"{shop.storefront.url}/basket")
    expect(page.get_by_role("rowheader", name="Trail mug")).to_be_visible()
