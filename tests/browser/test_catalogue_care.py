"""Looking after the catalogue on a phone: a call is answered with one tap, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.suite import RunningSuite

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def fits(page: Page) -> None:
    """Nothing sticks out sideways."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index]


def test_a_volunteer_answers_a_call_and_proposes_a_change(phone: Page, suite: RunningSuite) -> None:
    phone.goto(suite.demo_link("Piet Hoogendoorn"))
    phone.locator("main button").first.click()
    phone.goto(f"{suite.base}/catalogue/care")
    fits(phone)
    first = phone.locator("main .card-title").first.inner_text()
    phone.get_by_role("button", name="Ja, het is open").first.click()
    phone.get_by_role("heading", name="Net bewaard").wait_for()
    assert phone.locator("main .card-title").first.inner_text() != first
    phone.get_by_role("button", name="Terugnemen").first.click()
    phone.get_by_text("Teruggenomen").first.wait_for()
    assert phone.locator("main .card-title").first.inner_text() == first

    phone.locator("main .card-title a").first.click()
    fits(phone)
    phone.get_by_role("link", name="Stel een verandering voor").click()
    fits(phone)
    phone.fill("[name=phone]", "010 123 45 67")
    phone.get_by_role("button", name="Voorstel insturen").click()
    phone.get_by_text("Geef de pagina waar u dit zag").first.wait_for()
    assert phone.input_value("[name=phone]") == "010 123 45 67"
    phone.fill("[name=seen_url]", "fonds.example/contact")
    phone.get_by_role("button", name="Voorstel insturen").click()
    phone.get_by_text("wacht op een coördinator").first.wait_for()
    fits(phone)
