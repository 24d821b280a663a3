"""A budget on a phone, with scripts and without: costs, own money, what is missing, and nothing lost."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import follow, go, press, write
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)


def open_application(page: Page, suite: RunningSuite) -> None:
    """An example person starts an application, or finds the one that was started before."""
    link = suite.demo_link("Hatice")
    page.goto(link)
    go(page, page.locator("main button"))
    page.goto(urljoin(link, "/"))
    go(page, page.locator("main a[href$='/matches']").first)
    go(page, page.locator("main .card-title a").first)
    go(page, page.locator("main form[action$='/tracker/applications'] button").first)


def test_a_budget_on_a_phone(phone: Page, suite: RunningSuite) -> None:
    open_application(phone, suite)
    follow(phone, "Begroting en dekkingsplan")
    follow(phone, "Begroting aanpassen")
    press(phone, "Meer regels")
    # The costs that the place told with its need stand there already; an emptied line is taken out.
    write(phone, money__0__text="Keukenblok", money__0__amount="3.000", money__1__text="Verf", money__1__amount="veel")
    write(phone, money__2__text="", money__2__amount="")
    press(phone, "Begroting bewaren")
    expect(phone.locator(".errors")).to_contain_text("Dit is geen bedrag")
    expect(phone.locator("[name='money.0.text']")).to_have_value("Keukenblok")
    write(phone, money__1__amount="500,50")
    press(phone, "Begroting bewaren")
    expect(phone.locator("main")).to_contain_text("De begroting is bewaard.")
    expect(phone.locator("table.money").first).to_contain_text("3.500,50")
    follow(phone, "Eigen geld en andere gevers")
    write(phone, covers__0__name="Spaarpot", covers__0__amount="100")
    press(phone, "Dekkingsplan bewaren")
    expect(phone.locator("main")).to_contain_text("Spaarpot")
    follow(phone, "En als dit niet komt?")
    expect(phone.locator("main")).to_contain_text("Er wordt niets bewaard")
