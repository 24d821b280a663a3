"""One joint application on a phone, from its source to its closed account, by links and buttons only.

Everybody has a telephone of their own; those of the member, the partner and the coordinator run no scripts.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.team import PLAN, TODAY, Team, at_part, photo, says
from tests.browser.walking import choose, follow, go, press, tick, unfold, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

SOURCE = "Subsidie bewonersinitiatieven Rotterdam"
PARTNER = "Taal aan de keukentafel, Carnisse"
NEIGHBOURS = "Bewoners van een straat in Bospolder"
CONDITION = "Stuur een getekende huurovereenkomst van de gymzaal."


def test_a_joint_application_from_source_to_closed(team: Team) -> None:
    choose_a_source(team)
    make_a_budget(team)
    find_partners(team)
    approve_and_send(team)
    hear_of_the_award(team)
    meet_the_condition(team)
    plan_the_money(team)
    write_down_what_was_done(team)
    report(team)
    settle_and_close(team)


def choose_a_source(team: Team) -> None:
    page = team.at_applications("Ruben")
    follow(page, "Naar uw behoeften")
    follow(page, PLAN)
    follow(page, SOURCE)
    press(page, "Start een aanvraag")
    follow(page, "Schrijf het antwoord op")
    choose(page, answer="open", way="call", outcome="go_on")
    write(page, note="Mevrouw De Groot zegt dat ons plan past.")
    press(page, "Bewaren")
    says(page, "Het antwoord is bewaard.")


def make_a_budget(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Begroting en dekkingsplan")
    says(page, "Er is nog € 1.500 nodig")
    follow(page, "Begroting aanpassen")
    write(page, money__2__amount="2.400")
    press(page, "Begroting bewaren")
    says(page, "Er is nog € 500 nodig")
    follow(page, "Eigen geld en andere gevers")
    page.locator("[name='covers.0.kind']").select_option(label="Eigen geld")
    page.locator("[name='covers.0.state']").select_option(label="Gekregen")
    write(page, covers__0__name="Spaarpot", covers__0__amount="500")
    press(page, "Dekkingsplan bewaren")
    says(page, "Het dekkingsplan klopt op de cent")


def find_partners(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Samen aanvragen: partners, geld en handtekeningen")
    for name, role, share in ((PARTNER, "geeft taalles bij het koken", "3.000"), (NEIGHBOURS, "kookt", "500")):
        follow(page, "Partner vragen")
        page.locator("[name=partnerId]").select_option(label=name)
        write(page, role=role, share=share)
        press(page, "Vragen om mee te doen")
    write(page, supporters="6", countedOn=TODAY)
    press(page, "Bewaren")

    neighbour = at_part(team, "Amina")
    unfold(neighbour, "Wij doen niet mee")
    press(neighbour, "Wij doen niet mee")
    says(neighbour, "Schrijf kort op waarom.")
    write(neighbour, reason="Wij hebben er geen tijd voor.")
    press(neighbour, "Wij doen niet mee")
    says(neighbour, "U doet niet meer mee.")

    partner = at_part(team, "Hatice")
    says(partner, "Uw plek krijgt € 3.000,00")
    press(partner, "Wij doen mee")
    says(partner, "Iedereen heeft getekend")
    page = team.at_plan("Ruben")
    follow(page, "Samen aanvragen: partners, geld en handtekeningen")
    says(page, "Wij hebben er geen tijd voor.")
    press(page, "Onze plek neemt dit deel")


def approve_and_send(team: Team) -> None:
    member = team.at_plan("Joke")
    unfold(member, "Iets anders doen")
    press(member, "Laten nakijken")
    page = team.at_plan("Ruben")
    press(page, "Goedkeuren")
    follow(page, "Ik dien nu in")
    choose(page, channel="online_form")
    write(page, reference="BI-2026-118")
    press(page, "Ingediend")
    says(page, "U wacht op het besluit van de gever.")


def letter() -> str:
    """The letter of the municipality; its date is that of today, for no letter is older than what it answers."""
    return f"""Gemeente Rotterdam
Datum: {TODAY[8:]}-{TODAY[5:7]}-{TODAY[:4]}
Ons kenmerk: BI-2026-118

Wij verlenen u een subsidie van € 12.000 voor de vrijdagavond voor tieners, onder de voorwaarde dat u een getekende
huurovereenkomst van de gymzaal opstuurt. Het verslag ontvangen wij graag uiterlijk 1 juli 2028.
"""


def hear_of_the_award(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Laat de brief van de gever lezen")
    write(page, text=letter())
    press(page, "Lees de brief")
    expect(page.locator("input[name=amount]")).to_have_value("12000")
    expect(page.locator("input[name=letterOn]")).to_have_value(TODAY)
    choose(page, outcome="conditional")
    write(page, receivedOn=TODAY, **{"condition-0": CONDITION})
    press(page, "Dit klopt")
    press(page, "Besluit bewaren")
    says(page, "Bewaar eerst de brief of de mail, en vink dit aan.")
    tick(page, "letterKept")
    press(page, "Besluit bewaren")
    says(page, "Toegekend met voorwaarden")


def meet_the_condition(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Voorwaarde opschrijven")
    expect(page.locator("[name=text]")).to_have_value(CONDITION)  # as it was confirmed of the letter
    write(page, checkedBy="de gemeente")
    press(page, "Bewaren")
    follow(page, "Dit is klaar")
    write(page, metOn=TODAY, note="Gemaild aan de gemeente.")
    press(page, "Bewaren")
    says(page, "Aan de voorwaarde is voldaan.")
    follow(page, "Wat vraagt de gever van u?")
    choose(page, settling="on_costs")
    tick(page, "content")
    tick(page, "finance")
    expect(page.locator("[name=reportOn]")).to_have_value("2028-07-01")
    write(page, beginsOn=TODAY)
    press(page, "Bewaren")
    press(page, "Wij beginnen met het plan")
    says(page, "In uitvoering")


def plan_the_money(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Het geld van deze aanvraag")
    follow(page, "Opschrijven hoe het geld komt")
    choose(page, kind="advance_80")
    write(page, firstOn=TODAY)
    press(page, "Bewaren")
    receive_money(page)
    says(page, "€ 9.600,00")


def receive_money(page: Page) -> None:
    """The next payment of the giver arrived as it was told."""
    follow(page, "Het geld is binnen")
    write(page, receivedOn=TODAY)
    press(page, "Opschrijven")


def write_down_what_was_done(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Alles na de toekenning")
    follow(page, "Activiteit opschrijven")
    write(page, what="De eerste vrijdag: zaalvoetbal en samen koken", people="31")
    page.locator("input[name=photo]").set_input_files(photo("zaal.jpg"))
    unfold(page, "Kosten, uren, les")
    write(page, cost0="Huur van de gymzaal", amount0="2.600", hours="18", lesson="Begin met eten, dan praat iedereen.")
    page.locator("[name=line0]").select_option(label="gymzaal")
    page.locator("input[name=receipt0]").set_input_files(photo("bon.jpg"))
    press(page, "Opschrijven")
    says(page, "31 mensen · € 2.600,00 · 2 foto's en bonnen")

    partner = at_part(team, "Hatice")
    follow(partner, "Opschrijven wat wij deden")
    write(partner, what="Taalles tijdens het koken", people="9")
    partner.get_by_label(SOURCE).check()
    press(partner, "Opschrijven")
    says(partner, "Dit telt mee in uw verslagen.")


def report(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "Verslag maken")
    follow(page, "Eindverslag")
    says(page, "Taalles tijdens het koken")
    write(page, story="Wij openden de zaal elke vrijdag.")
    page.get_by_label("zaal.jpg").check()
    press(page, "Bewaren")
    press(page, "Tekenen als bestuur")
    follow(page, "Bekijken en afdrukken")
    says(page, "Samen: 40 mensen en 18 uren van vrijwilligers.")
    follow(page, "Terug naar het verslag")
    follow(page, "Het is verstuurd")
    choose(page, channel="email")
    press(page, "Bewaren")
    says(page, "Deze versie blijft bewaard zoals hij is.")


def settle_and_close(team: Team) -> None:
    page = team.at_plan("Ruben")
    follow(page, "De gever heeft het bedrag vastgesteld")
    write(page, final="12.000", letterOn=TODAY, receivedOn=TODAY)
    tick(page, "letterKept")
    press(page, "Bewaren")
    says(page, "De gever heeft vastgesteld wat u krijgt.")
    follow(page, "Het geld van deze aanvraag")
    receive_money(page)
    page = team.at_plan("Ruben")
    closing = page.locator("main").get_by_role("button", name="Afsluiten", exact=True)
    if closing.count():  # the clock of the suite may have closed it already
        go(page, closing)
    says(page, "Deze aanvraag is klaar.")
