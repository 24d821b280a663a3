"""A volunteer with a phone: papers, tasks, a letter of the giver, and handing work over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_first_light import choose, describe, register, sign_up
from tests.browser.walking import fits, follow, go, press
from tests.services.tracker.domain.letters.made_letters import MUNICIPALITY
from tests.shared.uploads import made_files as made
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)


def keep_a_paper(page: Page, folder: Path) -> None:
    follow(page, "Documenten bij deze aanvraag")
    expect(page.locator("main")).to_contain_text("Er is nog geen document bij deze aanvraag")
    program = folder / "brief.pdf"
    program.write_bytes(b"MZ\x00")
    page.locator("input[name=file]").set_input_files(program)
    page.locator("select[name=kind]").select_option("other")
    page.locator("input[name=title]").fill("Een heel lange naam voor een document " * 4)
    press(page, "Bewaren")
    expect(page.locator("main [role=alert]").first).to_contain_text("programma")
    expect(page.locator("input[name=title]")).to_have_value(re.compile("Een heel lange naam"))
    photo = folder / "IMG_0001.HEIC"
    photo.write_bytes(made.photo("HEIF"))
    page.locator("input[name=file]").set_input_files(photo)
    press(page, "Bewaren")
    expect(page.locator("main")).to_contain_text("hoort er niet bij".capitalize())
    follow(page, "Terug naar de aanvraag")


def divide_a_task(page: Page) -> None:
    follow(page, "Taken verdelen of toevoegen")
    page.locator("input[name=text]").fill("Bel de bakker")
    page.locator("select[name=owner]").select_option(index=1)
    press(page, "Taak toevoegen")
    follow(page, "Bel de bakker")
    page.locator("input[name=dueOn]").fill("2020-01-01")
    press(page, "Bewaren")
    expect(page.locator("main")).to_contain_text("had klaar moeten zijn op")
    follow(page, "Terug naar de aanvraag")


def have_a_letter_read(page: Page) -> None:
    page.get_by_text("Iets anders doen").click()
    follow(page, "Ik heb al ingediend")
    page.locator("input[name=channel][value=online_form]").check()
    page.locator("input[name=submittedOn]").fill("2026-10-01")
    go(page, page.locator("main form button[type=submit]").first)
    follow(page, "Laat de brief van de gever lezen")
    page.locator("textarea[name=text]").fill(MUNICIPALITY)
    press(page, "Lees de brief")
    expect(page.locator("main mark").first).to_be_visible()
    expect(page.locator("input[name=amount]")).to_have_value("3480,50")
    page.locator("input[name=receivedOn]").fill("2026-11-18")
    press(page, "Dit klopt")
    expect(page.locator("input[name=letterOn]")).to_have_value("2026-11-16")
    fits(page)


def test_papers_tasks_and_a_letter_on_a_phone(suite: RunningSuite, phone: Page, tmp_path: Path) -> None:
    sign_up(phone, suite.base)
    register(phone)
    describe(phone)
    choose(phone)
    keep_a_paper(phone, tmp_path)
    divide_a_task(phone)
    have_a_letter_read(phone)
    for path in ("/tracker/tasks", "/tracker/documents", "/tracker/handover"):
        phone.goto(suite.base + path)
        fits(phone)
    expect(phone.locator("main")).to_contain_text("Er is niemand om aan over te dragen")
