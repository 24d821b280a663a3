"""Two places agree on what they give each other, and take the sheet for their yearly talk along on one page."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.browser.team import TODAY, Team, says
from tests.browser.walking import follow, go, press, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def test_an_agreement_and_its_talk_on_one_sheet(team: Team) -> None:
    page = team.at_applications("Ruben")
    follow(page, "Afspraken met partners")
    follow(page, "Nieuwe afspraken")
    page.locator("[name=partnerId]").select_option(label="Taal aan de keukentafel, Carnisse")
    write(page, title="Samen koken op vrijdag", startsOn=TODAY, partnerContact="Hatice, 06-12345680")
    write(page, promises__0__text="de keuken op vrijdagavond", promises__0__value="40")
    write(page, promises__1__text="afwassen en opruimen", promises__1__value="25")
    press(page, "Bewaren")
    follow(page, "Voorstellen aan elkaar")
    press(page, "Voorstellen aan elkaar")
    follow(page, "Ondertekenen")
    press(page, "Ik teken")
    says(page, "Nog te tekenen door Taal aan de keukentafel, Carnisse.")

    partner = team.at_applications("Hatice")
    follow(partner, "Afspraken met partners")
    go(partner, partner.locator("main a", has_text="Samen koken op vrijdag").first)
    follow(partner, "Ondertekenen")
    press(partner, "Ik teken")
    follow(partner, "Blad voor het gesprek")
    sheet = pypdf.PdfReader(io.BytesIO(partner.pdf(format="A4")))
    assert len(sheet.pages) == 1
    said = " ".join(sheet.pages[0].extract_text().split())
    assert "Taal aan de keukentafel, Carnisse de keuken op vrijdagavond" in said, "and no word is cut in two"
