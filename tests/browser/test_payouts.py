"""On a phone: the board puts a street in the list, and somebody of that street sends a photo of a receipt by a link."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.walking import fits, follow, go, press
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)


def add_street(page: Page, name: str) -> None:
    follow(page, "Straat toevoegen")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=scheme]").fill("Opzoomer Mee")
    page.locator("input[name=amount]").fill("veel")
    press(page, "Bewaren")
    expect(page.locator("#fouten")).to_contain_text("Dit is geen bedrag")
    page.locator("input[name=amount]").fill("350")
    page.locator("input[value=cash]").check()
    press(page, "Bewaren")
    go(page, page.locator("main").get_by_role("link", name=name).first)


def make_link(page: Page) -> str:
    follow(page, "Link voor bonnen")
    press(page, "Maak een link")
    found = re.search(r"https?://\S+/tracker/receipts/[\w-]+", page.locator("main").inner_text())
    assert found
    return found[0]


def send_receipt(visitor: Page, address: str) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (80, 60), (90, 120, 60)).save(photo, "JPEG")
    visitor.goto(address)
    visitor.locator("input[name=photo]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    visitor.locator("input[name=what]").fill("Plantjes voor de bakken")
    press(visitor, "Stuur deze bon")
    expect(visitor.locator("main")).to_contain_text("Uw bon is aangekomen")
    expect(visitor.locator("main")).to_contain_text("Plantjes voor de bakken: nog nakijken")


def test_a_receipt_comes_in_by_a_link_and_is_looked_at(suite: RunningSuite, phone: Page) -> None:
    phone.goto(suite.demo_link("Amina"))
    go(phone, phone.locator("main button"))
    phone.goto(f"{suite.base}/tracker/payouts")
    if phone.locator("main").get_by_role("link", name="Straat toevoegen").count() == 0:
        go(phone, phone.locator("main ul a").first)
    fits(phone)
    add_street(phone, f"Rozenstraat {uuid4().hex[:6]}")
    street = phone.url
    fits(phone)
    address = make_link(phone)
    fits(phone)

    context = phone.context.browser
    assert context is not None
    stranger = context.new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    send_receipt(stranger, address)
    fits(stranger)
    stranger.close()

    phone.goto(street)
    follow(phone, "Plantjes voor de bakken")
    phone.locator("input[name=amount]").fill("23,50")
    phone.locator("input[value=accept]").check()
    press(phone, "Bewaren")
    expect(phone.locator("main")).to_contain_text("telt mee")
    fits(phone)
