"""A fiscal host pays its streets: two people, a file for the bank, its statement, and receipts by a link."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Page

from tests.browser.team import TODAY, Team, photo, says
from tests.browser.walking import NewPhone, choose, fits, follow, go, press, write
from tests.services.tracker.payouts import made

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

PAID, RETURNED = "Rozenstraat", "Tulpstraat"
AWARDS = f"""straat;contactpersoon;telefoon;bedrag;iban;rekeninghouder
{PAID};P. Persoon;06-12345678;350,00;{made.iban(1)};P. Persoon
{RETURNED};K. Persoon;06-12345679;250,00;;
"""


def test_a_host_pays_two_streets(team: Team, new_phone: NewPhone) -> None:
    page = team.at_applications("Ruben")
    follow(page, "Uitbetalen")
    streets = page.url
    take_the_list_in(page)
    tell_an_account(page, RETURNED)
    propose_a_payment(page)
    approve_it(team)
    wait_is_over(team)
    lines = made.lines_of(take_the_file(page))
    bring_the_statement(page, lines)

    page.goto(streets)
    follow(page, RETURNED)
    says(page, "Teruggekomen van de bank: de rekening is opgeheven")
    follow(page, "Terug naar de straten")
    follow(page, PAID)
    send_a_receipt(new_phone(False), link_for_receipts(page))
    follow(page, "Terug naar de straat")
    follow(page, "Plantjes voor de bakken")
    write(page, amount="350")
    choose(page, answer="accept")
    press(page, "Bewaren")
    says(page, "Het geld en de bonnen zijn gelijk.")
    follow(page, "Afsluiten")


def take_the_list_in(page: Page) -> None:
    follow(page, "Instellingen")
    write(page, iban=made.HOST_IBAN, holder="Stichting Jongeren Spangen aan Zet")
    press(page, "Bewaren")
    follow(page, "Lijst inlezen")
    write(page, scheme="Opzoomer Mee")
    give(page, "toekenningen.csv", "text/csv", AWARDS.encode())
    press(page, "Laat zien wat erin staat")
    says(page, "2 nieuwe straten, samen € 600,00.")
    choose(page, way="advance")
    press(page, "Zet in de lijst")


def tell_an_account(page: Page, street: str) -> None:
    follow(page, street)
    follow(page, "Rekeningnummer toevoegen")
    write(page, holder="K. Persoon", iban="NL00 INGB 0000 0000 02")
    press(page, "Bewaren")
    write(page, iban=made.iban(2))
    press(page, "Bewaren")
    says(page, "K. Persoon, NL.. •••• 0002")
    follow(page, "Terug naar de straten")


def propose_a_payment(page: Page) -> None:
    follow(page, "Betalen")
    press(page, "Plan dit voor al deze straten")
    press(page, "Stel deze betaling voor")
    go(page, page.locator("main .card-title a").first)
    says(page, "U stelde deze betaling zelf voor. Iemand anders moet haar goedkeuren.")


def approve_it(team: Team) -> None:
    second = team.at_applications("Sandra")
    follow(second, "Uitbetalen")
    follow(second, "1 betaling wacht op een tweede persoon")
    go(second, second.locator("main .card-title a").first)
    press(second, "Ik keur deze betaling goed")
    says(second, "Het bestand kan naar de bank vanaf")


def wait_is_over(team: Team) -> None:
    """A new number waits three days. The clock of a running suite can't be turned, so the end of the wait is."""
    tracker = sqlite3.connect(team.suite.data_dir / "tracker.sqlite", timeout=30)
    tracker.execute("UPDATE payout_batch SET waits_until = proposed_at")
    tracker.commit()
    tracker.close()


def take_the_file(page: Page) -> bytes:
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Haal het bestand voor de bank op").click(no_wait_after=True)
    assert re.fullmatch(r"betaling-.+\.xml", download.value.suggested_filename)
    page.reload()
    says(page, "U maakte het bestand zelf.")
    return download.value.path().read_bytes()


def bring_the_statement(page: Page, lines: list[tuple[str, str, str, int]]) -> None:
    """Both payments went off; one came back, for its account is closed."""
    assert sorted(cents for *__, cents in lines) == [25_000, 35_000]
    entries = [made.entry(cents, mark=mark, number=number, name=name, day=TODAY) for mark, number, name, cents in lines]
    mark, number, name, cents = next(line for line in lines if line[1] == made.iban(2))
    back = made.entry(cents, incoming=True, mark=mark, number=number, name=name, reason="AC04", ref="terug", day=TODAY)
    income = made.entry(60_000, incoming=True, name="Gemeente Rotterdam", text="Opzoomer Mee", ref="in", day=TODAY)
    follow(page, "Terug naar betalen")
    follow(page, "Terug naar de straten")
    follow(page, "Bankafschriften")
    give(page, "afschrift.xml", "text/xml", made.statement(*entries, back, income))
    press(page, "Lees in")
    says(page, "betaling die terugkwam")
    page.locator("main select[name=what]").select_option(label="Geld voor Opzoomer Mee")
    press(page, "Bewaren")
    says(page, "Niets. Alle regels zijn verwerkt.")


def link_for_receipts(page: Page) -> str:
    follow(page, "Link voor bonnen")
    press(page, "Maak een link")
    found = re.search(r"https?://\S+/tracker/receipts/[\w-]+", page.locator("main").inner_text())
    assert found
    return found[0]


def send_a_receipt(stranger: Page, address: str) -> None:
    """Somebody of the street, without an account."""
    stranger.goto(address)
    fits(stranger)
    stranger.locator("input[name=photo]").set_input_files(photo("bon.jpg"))
    write(stranger, what="Plantjes voor de bakken")
    press(stranger, "Stuur deze bon")
    says(stranger, "Uw bon is aangekomen")


def give(page: Page, name: str, media_type: str, content: bytes) -> None:
    page.locator("input[name=file]").set_input_files({"name": name, "mimeType": media_type, "buffer": content})
