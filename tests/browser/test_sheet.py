"""A messy sheet of a volunteer on a phone, with scripts and without: in, and tied to sources of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.services.tracker.sheets import book_of
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)

NAMES = ["Project", "Fonds", "bedrag", "datum indiening", "Status", "Wie"]
ROWS: list[list[Any]] = [
    ["Fondsen 2026, bijgehouden door Hatice"],
    [],
    ["Aanvraag", None, None, "Verloop", None, None],
    NAMES,
    ["Buurttuin", "Bewonersinitiatief gemeente Rotterdam", "± 5.000", None, "concept", "Hatice"],
    ["Keuken", "Oranjefonds", 2500.5, "medio maart", "Ingediend", "Jan"],
    ["Feest", "VSB fonds", "€ 1.000,-", date(2026, 3, 2), None, None],
    ["Totaal", None, 8500],
]


def send(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    fits(page)


def fits(page: Page) -> None:
    box = page.locator("body").bounding_box()
    assert box is not None
    assert box["width"] <= 360, f"{page.url} is {box['width']} wide"


def test_a_messy_sheet_on_a_phone(phone: Page, suite: RunningSuite, request: pytest.FixtureRequest) -> None:
    link = suite.demo_link("Hatice")
    phone.goto(link)
    phone.locator("main button").click()
    phone.goto(urljoin(link, "/tracker/sheets"))
    mode = "met" if request.node.callspec.params["phone"] else "zonder"
    rows = [
        [f"{row[0]} {mode}", *row[1:]] if len(row) == len(NAMES) and row[0] not in ("Project", "Aanvraag") else row
        for row in ROWS
    ]
    data = book_of(rows, merged=("A3:C3", "D3:F3"), green=(7,))
    phone.locator("[name=file]").set_input_files({"name": "fondsen.xlsx", "mimeType": "", "buffer": data})
    send(phone, "Laat zien wat erin staat")
    if "/columns" in phone.url:
        send(phone, "Verder")
    told = (
        "“± 5.000” is geen vast bedrag",
        "“medio maart” is geen vaste datum",
        "alleen gekleurd (groen)",
        "“Jan” kennen",
    )
    for words in told:
        expect(phone.locator("main")).to_contain_text(words)
    send(phone, "Bevestigen")
    expect(phone.locator("main")).to_contain_text("Ingelezen")
    phone.goto(urljoin(link, "/tracker/applications-without-source"))
    fits(phone)
    before = phone.locator("main .card-title").count()
    phone.locator("main [name=source_id]").first.click()
    fits(phone)
    expect(phone.locator("body")).to_contain_text("Gekozen:")
    assert phone.locator("main .card-title").count() == before - 1
    phone.goto(urljoin(link, "/tracker/applications"))
    fits(phone)
