"""An endpoint on a phone, with scripts and without: make it, try it, and see what was sent to it."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from standardwebhooks import Webhook

from tests.support import processes
from tests.support.receivers import receiving
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)
_FRESH = itertools.count(1)
"""Each walk starts another application: one that is there already is opened, not started."""


def fits(page: Page, name: str) -> None:
    box = page.locator("body").bounding_box()
    assert box is not None and box["width"] <= 360, f"{page.url} is {box} wide"
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_a_system_is_connected_tried_and_told(phone: Page, suite: RunningSuite) -> None:
    with receiving() as receiver:
        phone.goto(suite.demo_link("Hatice"))
        press(phone, phone.locator("main button").first.inner_text())
        phone.goto(urljoin(suite.base, "/messages"))
        phone.get_by_role("link", name="Koppelingen met andere systemen").click()
        fits(phone, "list")
        phone.get_by_role("link", name="Nieuwe koppeling").first.click()
        fits(phone, "form")
        phone.locator("[name=url]").fill("https://192.168.1.20/berichten")
        press(phone, "Bewaren")
        expect(phone.locator(".errors")).to_contain_text("besloten netwerk")
        expect(phone.locator("[name=url]")).to_have_value("https://192.168.1.20/berichten")
        fits(phone, "errors")
        phone.locator("[name=description]").fill("Boekhouding")
        phone.locator("[name=url]").fill(receiver.url)
        phone.get_by_label("Nieuwe aanvragen").check()
        press(phone, "Bewaren")
        secret = phone.locator("code.secret").inner_text()
        fits(phone, "secret")
        phone.get_by_role("link", name="Ik heb het bewaard").click()
        page = phone.url
        press(phone, "Stuur een proefbericht")
        expect(phone.locator("main")).to_contain_text("gelukt (200)")
        fits(phone, "one")
        verify(receiver, secret)
        start_application(phone, suite)
        processes.wait_until(lambda: len(receiver.got) > 1, what="the webhook", seconds=40, log=suite.log)
        assert verify(receiver, secret)["type"] == "nl.steunstromen.application.started.v1"
        # What the receiver answered is written down a moment after it has the message.
        processes.wait_until(lambda: _says(phone, page, "bezorgd"), what="the result", seconds=20, log=suite.log)
        expect(phone.locator("main")).to_contain_text("nl.steunstromen.application.started.v1")
        fits(phone, "told")
        if not phone.get_by_role("button", name="Haal de koppeling weg").is_visible():
            phone.locator("summary").first.click()
        press(phone, "Haal de koppeling weg")
        expect(phone.locator("body")).to_contain_text("De koppeling is weg.")


def verify(receiver, secret):
    _, headers, body = receiver.got[-1]
    return Webhook(secret).verify(body, headers)


def _says(phone: Page, address: str, words: str) -> bool:
    phone.goto(address)
    return words in phone.locator("main").inner_text()


def start_application(page: Page, suite: RunningSuite) -> None:
    page.goto(suite.base + "/")
    page.locator("main a[href$='/matches']").first.click()
    page.locator("main .card-title a").nth(next(_FRESH)).click()
    page.locator("main form[action$='/tracker/applications'] button").first.click()
    page.wait_for_url("**/tracker/applications/**")
