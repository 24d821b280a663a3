"""Somebody on a phone chooses their messages, agrees on a rest, and ends mails by the address in one."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from shared.contracts.messages import MessageKind
from shared.kernel.clock import SystemClock, today_in_amsterdam
from shared.kernel.ids import new_id
from shared.notifier.unsubscribing import Subscription, unsubscribe_address
from shared.plumbing.settings import local_settings
from tests.browser.test_first_light import register, sign_up
from tests.browser.walking import fits, go
from tests.browser.walking import press as send
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)


def choose_messages(page: Page, base: str) -> None:
    page.goto(base + "/messages")
    fits(page)
    go(page, page.get_by_role("link", name="Kies welke berichten u wilt"))
    page.locator("select[name='mail.applications']").select_option("weekly")
    page.locator("input[name=quiet_from]").fill("22:00")
    send(page, "Bewaren")
    expect(page.locator("main [role=alert]")).to_contain_text("begin en eind")
    expect(page.locator("select[name='mail.applications']")).to_have_value("weekly")
    page.locator("input[name=quiet_until]").fill("07:00")
    send(page, "Bewaren")
    expect(page.locator("main [role=status]")).to_contain_text("Bewaard.")
    send(page, "Zet terug hoe het was")
    expect(page.locator("select[name='mail.applications']")).to_have_value("now")
    expect(page.locator("input[type=time][name=quiet_from]")).to_have_value("")


def agree_on_rest(page: Page, base: str) -> None:
    page.goto(base + "/rest")
    fits(page)
    first = today_in_amsterdam(SystemClock()) + timedelta(days=30)
    page.locator("input[name=starts_on]").fill(str(first))
    page.locator("input[name=ends_on]").fill(str(first + timedelta(days=200)))
    send(page, "Afspreken")
    expect(page.locator("main [role=alert]")).to_contain_text("hooguit 12 weken")
    page.locator("input[name=ends_on]").fill(str(first + timedelta(days=13)))
    send(page, "Afspreken")
    go(page, page.get_by_role("link", name="Verander of stop"))
    send(page, "Stop deze rust")
    expect(page.locator("main")).to_contain_text("Er is geen rust afgesproken.")


def end_mails(page: Page, suite: RunningSuite) -> None:
    settings = local_settings(suite.log.parent / "data", port=urlsplit(suite.base).port or 0, demo=True)
    page.goto(unsubscribe_address(settings, Subscription(new_id(), MessageKind.SEARCH_FOUND)))
    fits(page)
    send(page, "Stop deze mails")
    expect(page.locator("h1")).to_have_text("Deze mails zijn gestopt")
    send(page, "Toch terugzetten")
    send(page, "Eén keer per week")
    expect(page.locator("h1")).to_have_text("U krijgt een overzicht")


def test_messages_on_a_phone(suite: RunningSuite, phone: Page) -> None:
    sign_up(phone, suite.base)
    register(phone)
    choose_messages(phone, suite.base)
    agree_on_rest(phone, suite.base)
    end_mails(phone, suite)
    for path in ("/messages/told", "/leave"):
        phone.goto(suite.base + path)
        fits(phone)
        expect(phone.locator("main .empty")).to_be_visible()
