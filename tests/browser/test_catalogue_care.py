"""Looking after the catalogue on a phone: a call is answered with one tap, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.walking import fits, follow, go, press
from tests.support.suite import RunningSuite

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_volunteer_answers_a_call_and_proposes_a_change(phone: Page, suite: RunningSuite) -> None:
    phone.goto(suite.demo_link("Piet Hoogendoorn"))
    go(phone, phone.locator("main button").first)
    phone.goto(f"{suite.base}/catalogue/care")
    fits(phone)
    first = phone.locator("main .card-title").first.inner_text()
    phone.get_by_role("button", name="Ja, het is open").first.click()
    phone.get_by_role("heading", name="Net bewaard").wait_for()
    assert phone.locator("main .card-title").first.inner_text() != first
    phone.get_by_role("button", name="Terugnemen").first.click()
    phone.get_by_text("Teruggenomen").first.wait_for()
    assert phone.locator("main .card-title").first.inner_text() == first

    go(phone, phone.locator("main .card-title a").first)
    follow(phone, "Stel een verandering voor")
    phone.fill("[name=phone]", "010 123 45 67")
    press(phone, "Voorstel insturen")
    phone.get_by_text("Geef de pagina waar u dit zag").first.wait_for()
    assert phone.input_value("[name=phone]") == "010 123 45 67"
    phone.fill("[name=seen_url]", "fonds.example/contact")
    press(phone, "Voorstel insturen")
    phone.get_by_text("wacht op een coördinator").first.wait_for()
