"""A newcomer with a phone: from the start page to a source, an application, and a message that says so."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from shared.kernel.clock import SystemClock, today_in_amsterdam
from tests.browser.walking import fits, follow, go, press
from tests.support.suite import SECONDS, RunningSuite

pytestmark = pytest.mark.timeout(300)


def code_of_mail(page: Page, base: str, request_id: str) -> str:
    """What the person reads in the mail; in the demo the mailbox page shows it."""
    reader = page.context.new_page()
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        reader.goto(f"{base}/mailbox")
        mails = reader.locator("main a[href^='/mailbox/']")
        if mails.count():
            mails.first.click()
            reader.wait_for_url("**/mailbox/*")
            text = reader.content()
            if request_id in text and (found := re.search(r"\b(\d{8})\b", text)):
                reader.close()
                return found[1]
        reader.wait_for_timeout(200)
    raise AssertionError("no mail came")


def sign_up(page: Page, base: str) -> None:
    page.goto(base + "/")
    fits(page)
    go(page, page.get_by_role("link", name="Meld uw plek aan").first)
    page.locator("input[name=email]").fill(f"{uuid4().hex[:12]}@example.org")
    go(page, page.locator("main button[type=submit]").first)
    request_id = urlsplit(page.url).path.rsplit("/", 1)[1]
    page.locator("input[name=code]").fill(code_of_mail(page, base, request_id))
    go(page, page.locator("main button[type=submit]").first)


def register(page: Page) -> None:
    page.locator("input[name=name]").fill("Huiskamer Schiemond")
    page.locator("input[name=area_text]").fill("Delfshaven")
    page.locator("input[value=informal_group]").check()
    press(page, "Aanmelden")
    # The name is that of a district and of a neighbourhood: the person chooses, nothing is guessed.
    expect(page.locator("input[name=name]")).to_have_value("Huiskamer Schiemond")
    page.locator("input[name=area][value=WK059903]").check()
    press(page, "Aanmelden")
    expect(page.locator("h1")).to_have_text("Huiskamer Schiemond")


def describe(page: Page) -> None:
    follow(page, "Vertel wat u zoekt")
    page.locator("[name=description]").fill("Elke woensdag samen koken en eten met buren die alleen zijn.")
    page.locator("[name=title]").fill("Samen eten op woensdag")
    page.locator("[name=support][value=money]").check()
    page.get_by_text("Waar gaat het over, en voor wie?").click()
    page.locator("[name=themes][value=meeting]").check()
    page.locator("[name=themes][value=loneliness]").check()
    page.locator("[name=target_groups][value=elderly]").check()
    page.locator("[name=amount_sought]").fill("twee")
    page.locator("[name=starts_on]").fill("2027-09-01")
    press(page, "Bewaren en zoeken")
    # The error stands at its field and nothing that was typed is lost.
    expect(page.locator("[name=amount_sought]")).to_have_value("twee")
    expect(page.locator("[name=title]")).to_have_value("Samen eten op woensdag")
    expect(page.locator("[role=alert]").first).to_contain_text("bedrag")
    page.locator("[name=amount_sought]").fill("€ 2.500,00")
    press(page, "Bewaren en zoeken")


def choose(page: Page) -> None:
    expect(page.get_by_role("heading", name="Past, voor zover bekend")).to_be_visible()
    go(page, page.locator("main .card-title a").first)
    expect(page.get_by_role("heading", name="Waarom wel, waarom niet")).to_be_visible()
    press(page, "Start een aanvraag")


def hand_in_and_hear(page: Page) -> None:
    today = today_in_amsterdam(SystemClock()).isoformat()
    page.get_by_text("Iets anders doen").click()
    follow(page, "Ik heb al ingediend")
    page.locator("input[name=channel][value=online_form]").check()
    page.locator("input[name=submittedOn]").fill(today)
    go(page, page.locator("main form button[type=submit]").first)
    expect(page.locator("main")).to_contain_text("Ingediend")
    go(page, page.get_by_role("link", name=re.compile("besluit", re.IGNORECASE)).first)
    page.locator("input[name=outcome][value=awarded]").check()
    page.locator("input[name=amount]").fill("2500")
    page.locator("input[name=letterOn]").fill(today)
    page.locator("input[name=receivedOn]").fill(today)
    page.locator("input[name=letterKept]").first.check()
    go(page, page.locator("main form button[type=submit]").first)
    expect(page.locator("main")).to_contain_text("Toegekend")


def messages_came(page: Page, base: str) -> None:
    application = page.url
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        page.goto(base + "/messages")
        if page.locator("main a[href^='/messages/']").count() >= 3:
            break
        page.wait_for_timeout(300)
    fits(page)
    expect(page.locator("main")).to_contain_text("Samen eten op woensdag")
    # The application itself says who was told, and how that went.
    page.goto(application)
    expect(page.locator("main")).to_contain_text("Wie kreeg welk bericht")


def test_a_newcomer_finds_support_and_hears_of_it(phone: Page, suite: RunningSuite) -> None:
    sign_up(phone, suite.base)
    register(phone)
    describe(phone)
    choose(phone)
    hand_in_and_hear(phone)
    messages_came(phone, suite.base)
