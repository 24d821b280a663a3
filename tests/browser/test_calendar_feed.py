"""Somebody puts their deadlines in the calendar of their phone: at 360 pixels, with scripts and without."""

from __future__ import annotations

import re

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.walking import fits, go
from tests.browser.walking import press as send
from tests.services.tracker.calendar_checks import checked
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)


def test_an_address_is_made_copied_read_and_stopped(
    suite: RunningSuite, phone: Page, request: pytest.FixtureRequest
) -> None:
    phone.goto(suite.demo_link("Piet Hoogendoorn"))
    go(phone, phone.locator("main button"))
    phone.goto(f"{suite.base}/tracker/calendar")
    fits(phone)
    go(phone, phone.get_by_role("link", name="Zet deze termijnen in uw eigen agenda"))
    phone.locator("input[name=alarmDays][value='14']").check()
    send(phone, "Maak een adres")
    field = phone.get_by_label("Het adres van uw agenda")
    address = field.input_value()
    assert re.fullmatch(rf"{suite.base}/tracker/calendar/[\w-]{{43}}\.ics", address)
    copy = phone.get_by_role("button", name="Kopieer")
    assert copy.is_visible() == request.node.callspec.params["phone"], "only where scripts run"
    if copy.is_visible():
        phone.context.grant_permissions(["clipboard-write"])
        copy.click()
        expect(phone.get_by_role("button", name="Gekopieerd")).to_be_visible()
    calendar = checked(requests.get(address, timeout=30).content)
    assert calendar["NAME"] == "Termijnen van Steunstromen"
    go(phone, phone.get_by_role("link", name="Termijnen in uw eigen agenda"))
    expect(phone.locator("main")).to_contain_text("Laatst gelezen")
    expect(phone.locator("input[name=alarmDays][value='14']")).to_be_checked()
    send(phone, "Adres laten stoppen")
    expect(phone.locator("main")).to_contain_text("Maak een adres")
    assert requests.get(address, timeout=30).status_code == 404
    assert address.rpartition("/")[2].removesuffix(".ics") not in suite.log.read_text()
