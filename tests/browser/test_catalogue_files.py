"""A coordinator with a phone: takes the catalogue along, brings a file in, and makes two sources one."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from playwright.sync_api import Page, expect

from services.matcher.storage.catalogue_files import read_catalogue
from tests.browser.walking import fits, go, press
from tests.support.suite import RunningSuite

pytestmark = pytest.mark.timeout(300)

KEPT = "afk-cultuurmakers"


def bring_in(page: Page, base: str, path: Path) -> None:
    page.goto(f"{base}/catalogue/imports")
    fits(page)
    page.locator("input[type=file]").set_input_files(path)
    press(page, "Laat zien wat er verandert")


def test_a_file_comes_in_and_a_double_becomes_one(phone: Page, suite: RunningSuite, tmp_path: Path) -> None:
    double = f"afk-dubbel-{uuid4().hex[:8]}"
    record = next(record for record in read_catalogue().records if record["id"] == KEPT)
    path = tmp_path / "bronnen.yaml"
    path.write_text(yaml.safe_dump([{**record, "id": double, "name": "Projectsubsidie Cultuurmaker"}]))
    phone.goto(suite.demo_link("Sandra"))
    go(phone, phone.locator("main button"))

    path_of_nonsense = tmp_path / "fout.csv"
    path_of_nonsense.write_text("id;status\nnieuw;misschien\n")
    bring_in(phone, suite.base, path_of_nonsense)
    expect(phone.locator("#problemen")).to_contain_text("Regel 2, nieuw, status")

    bring_in(phone, suite.base, path)
    expect(phone.locator("main")).to_contain_text(double)
    press(phone, "Bevestigen")
    expect(phone.locator("main")).to_contain_text("Het bestand is verwerkt")

    phone.goto(f"{suite.base}/catalogue/duplicates")
    fits(phone)
    go(phone, phone.locator(f"main .card-title a[href*='{double}']"))
    press(phone, "Samenvoegen")
    phone.goto(f"{suite.base}/sources/{double}")
    expect(phone).to_have_url(f"{suite.base}/sources/{KEPT}")

    phone.goto(f"{suite.base}/catalogue/links?state=unreached")
    fits(phone)
    phone.goto(f"{suite.base}/sources?q=cultuurmakers")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
