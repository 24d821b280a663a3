"""A budget on a phone, with scripts and without: costs, own money, what is missing, and nothing lost."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)


def send(page: Page, name: str) -> None:
    """Presses a button and looks whether the page still fits."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    fits(page)


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    fits(page)


def fits(page: Page) -> None:
    box = page.locator("body").bounding_box()
    assert box is not None
    assert box["width"] <= 360, f"{page.url} is {box['width']} wide"


def open_application(page: Page, suite: RunningSuite) -> None:
    """An example person starts an application, or finds the one that was started before."""
    link = suite.demo_link("Hatice")
    page.goto(link)
    page.locator("main button").click()
    page.goto(urljoin(link, "/"))
    page.locator("main a[href$='/matches']").first.click()
    page.locator("main .card-title a").first.click()
    page.locator("main form[action$='/tracker/applications'] button").first.click()
    page.wait_for_url("**/tracker/applications/**")


def write(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"[name='{name.replace('__', '.')}']").fill(text)


def test_a_budget_on_a_phone(phone: Page, suite: RunningSuite) -> None:
    open_application(phone, suite)
    follow(phone, "Begroting en dekkingsplan")
    follow(phone, "Begroting aanpassen")
    send(phone, "Meer regels")
    # The costs that the place told with its need stand there already; an emptied line is taken out.
    write(phone, money__0__text="Keukenblok", money__0__amount="3.000", money__1__text="Verf", money__1__amount="veel")
    write(phone, money__2__text="", money__2__amount="")
    send(phone, "Begroting bewaren")
    expect(phone.locator(".errors")).to_contain_text("Dit is geen bedrag")
    expect(phone.locator("[name='money.0.text']")).to_have_value("Keukenblok")
    write(phone, money__1__amount="500,50")
    send(phone, "Begroting bewaren")
    expect(phone.locator("main")).to_contain_text("De begroting is bewaard.")
    expect(phone.locator("table.money").first).to_contain_text("3.500,50")
    follow(phone, "Eigen geld en andere gevers")
    write(phone, covers__0__name="Spaarpot", covers__0__amount="100")
    send(phone, "Dekkingsplan bewaren")
    expect(phone.locator("main")).to_contain_text("Spaarpot")
    follow(phone, "En als dit niet komt?")
    expect(phone.locator("main")).to_contain_text("Er wordt niets bewaard")
