"""People on a phone's width: an invitation, a mandate that ends, a place in trust, and a key for a program."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.mailbox import mail_with, sign_in_with_code
from tests.browser.team import TODAY, Team, says
from tests.browser.walking import NewPhone, choose, fits, follow, press, tick, unfold, write
from tests.support.suite import RunningSuite

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PLACE = "Jongeren Spangen aan Zet"
IN_A_MONTH = (date.fromisoformat(TODAY) + timedelta(days=30)).isoformat()


def at_place(team: Team, name: str) -> Page:
    """The telephone of this person, on the page of the place of Ruben."""
    page = team.signed_in(name)
    page.goto(f"{team.suite.base}/")
    follow(page, PLACE)
    return page


def test_who_is_invited_says_yes_after_signing_in_with_that_address(
    team: Team, suite: RunningSuite, new_phone: NewPhone
) -> None:
    email = f"{uuid4().hex[:12]}@example.org"
    board = at_place(team, "Ruben")
    follow(board, "Mensen en rollen")
    write(board, email="geen adres")
    press(board, "Uitnodigen")
    expect(board.locator("[name=email]")).to_have_value("geen adres")
    expect(board.locator("[role=alert]").first).to_contain_text("e-mailadres")
    write(board, email=email)
    choose(board, role="member")
    press(board, "Uitnodigen")
    says(board, email)

    other = new_phone(False)
    invitation = mail_with(other, suite.base, email, r"(/invitations/[0-9a-f-]{36})")
    other.goto(suite.base + invitation)
    fits(other)
    sign_in_with_code(other, suite.base, email)
    expect(other.get_by_role("heading", level=1)).to_contain_text("Uitnodiging van")
    press(other, "Ja, ik doe mee")
    says(other, "Welkom bij")
    board.reload()
    says(board, email.partition("@")[0])
    says(board, "Lid van het team")
    other.goto(suite.base + invitation)
    says(other, "Deze uitnodiging geldt niet meer")


def test_a_mandate_that_ends_closes_the_tabs_that_are_open(team: Team) -> None:
    helper = at_place(team, "Piet")
    tab = helper.context.new_page()
    tab.goto(helper.url)
    board = at_place(team, "Ruben")
    follow(board, "Mensen en rollen")
    press(board, "Machtiging stoppen")
    says(board, "De machtiging van Piet Hoogendoorn is gestopt.")
    for page in (tab, helper):
        answer = page.reload()
        assert answer is not None and answer.status == 404
        fits(page)

    unfold(board, "Een machtiging geven")
    board.locator("main select[name=person_id]").select_option(label="Piet Hoogendoorn")
    choose(board, acts="submit")
    write(board, ends_on=TODAY)
    press(board, "Machtiging geven")
    expect(board.locator("[role=alert]").first).to_contain_text("schriftelijke machtiging")
    tick(board, "written")
    press(board, "Machtiging geven")
    says(board, "Piet Hoogendoorn mag nu voor u werken.")
    answer = tab.reload()
    assert answer is not None and answer.status == 200


def test_a_place_in_trust_is_taken_over_with_the_code_on_its_sheet(
    team: Team, suite: RunningSuite, new_phone: NewPhone
) -> None:
    name = f"Buurttuin {uuid4().hex[:6]}"
    helper = team.signed_in("Sandra")
    helper.goto(f"{suite.base}/roles")
    fits(helper)
    follow(helper, "Een plek in bewaring nemen, voor mensen die hier nog niet zijn")
    press(helper, "In bewaring nemen")
    expect(helper.locator("[role=alert]").first).to_be_visible()
    write(helper, name=name, area_text="Schiemond")
    press(helper, "In bewaring nemen")
    says(helper, "staat in bewaring")
    press(helper, "Code maken")
    code = helper.locator("main li strong").inner_text()
    sheet = helper.url

    people = new_phone(True)
    people.goto(f"{suite.base}/claim")
    fits(people)
    follow(people, "Verder met mijn e-mailadres")
    sign_in_with_code(people, suite.base, f"{uuid4().hex[:12]}@example.org")
    write(people, code="ABCD-EFGH-JKLM")
    press(people, "Overnemen")
    expect(people.locator("[role=alert]").first).to_be_visible()
    write(people, code=code.lower().replace("-", " "))
    press(people, "Overnemen")
    says(people, f"{name} is nu van u.")
    gone = helper.goto(sheet)
    assert gone is not None and gone.status == 404
    fits(helper)


def test_a_key_is_shown_once_works_for_a_program_and_ends(team: Team, suite: RunningSuite) -> None:
    page = team.signed_in("Hatice")
    page.goto(f"{suite.base}/account/keys")
    fits(page)
    press(page, "Maak de sleutel")
    expect(page.locator("[role=alert]").first).to_be_visible()
    write(page, name="Onze boekhouding", ends_on=IN_A_MONTH)
    press(page, "Maak de sleutel")
    value = page.locator("main input[name=value], main input[value^=steun_]").first.input_value()

    def ask() -> requests.Response:
        return requests.get(f"{suite.base}/api/v1/places", headers={"Authorization": f"Bearer {value}"}, timeout=30)

    assert [place["name"] for place in ask().json()["items"]]
    page.goto(f"{suite.base}/account/keys")
    assert value not in page.content()
    says(page, "Onze boekhouding")
    press(page, "Stop deze sleutel")
    says(page, "De sleutel werkt niet meer.")
    assert ask().status_code == 401
