"""Applying together as people use it: forms without scripts, on both sides."""

from __future__ import annotations

import io
import re

import pytest

from shared.contracts.messages import MessageKind
from shared.kernel.ids import new_id
from shared.notifier.links import link_of
from tests.faults.stage import NOW, an_intent
from tests.services.tracker.acts import begin, join_coalition
from tests.services.tracker.client import client_of, hidden_of, words_of
from tests.shared.uploads import made_files as made


@pytest.fixture
def pages(small_world):
    join_coalition(small_world)
    begun = begin(small_world)
    return (
        small_world,
        f"/applications/{begun.id}/partners",
        client_of(small_world, "bea"),
        client_of(small_world, "otto"),
    )


def send_from(client, page, path, **fields):
    """Sends a form that stands on another page than its own address."""
    return client.post(path, **hidden_of(client.get(page).text, path) | fields)


def test_from_nobody_to_signed(pages):
    world, path, lead, partner = pages
    assert "U vraagt nu alleen aan" in words_of(lead.get(path).text)
    assert path in lead.get(path.removesuffix("/partners")).text
    assert "Uw plek doet nu met niemand mee" in words_of(partner.get("/partners").text)
    typed = {"partnerId": world.ids["other"], "role": "", "share": "veel", "tasks": "Koken op dinsdag"}
    wrong = lead.submit(f"{path}/new", **typed)
    assert wrong.status_code == 400 and "Koken op dinsdag" in wrong.text and "Dit is geen bedrag" in wrong.text
    assert lead.submit(f"{path}/new", **typed | {"role": "kookt", "share": "1.000,01"}).status_code == 303
    text = words_of(lead.get(path).text)
    assert "Nog niet getekend: De buren." in text and "€ 2.999,99" in text and "Koken op dinsdag" in text
    assert "wacht op uw handtekening" in words_of(partner.get("/partners").text)
    part = world.rows("partnership")[0]["id"]
    assert "Lees en teken af" in words_of(partner.get(path).text)
    wait = f"{path}/{part}"
    assert send_from(partner, path, f"{wait}/signature").status_code == 303
    assert "Iedereen heeft getekend" in words_of(lead.get(path).text)
    assert lead.submit(f"{wait}/edit", role="kookt", share="900", tasks="").status_code == 303
    assert "Moet opnieuw tekenen" in words_of(lead.get(path).text)
    assert send_from(partner, path, f"{wait}/step-out", reason="").status_code == 400
    assert send_from(partner, path, f"{wait}/step-out", reason="Geen tijd").status_code == 303
    assert "Geen tijd" in words_of(lead.get(path).text)


def test_paper_even_shares_and_support(pages):
    world, path, lead, _partner = pages
    lead.submit(f"{path}/new", partnerId="", name="Stichting Samen", role="bouwt", share="", tasks="")
    part = world.rows("partnership")[0]["id"]
    assert send_from(lead, path, f"{path}/even-split").status_code == 303
    assert world.rows("partnership")[0]["share_cents"] == 200_000
    sheet = words_of(lead.get(f"{path}/{part}/sheet").text)
    (code,) = re.findall(r"Code van dit blad: ([0-9A-F]{8})", sheet)
    assert "Stichting Samen : bouwt" in sheet and "€ 2.000" in sheet and "Handtekening" in sheet
    typed = {"signedBy": "P. de Wit", "signedOn": "2026-11-20", "code": code}
    wrong = send_from(lead, path, f"{path}/{part}/paper-signature", **typed)
    assert wrong.status_code == 400 and "P. de Wit" in wrong.text, "no sheet was sent"
    photo = {"file": (io.BytesIO(made.pdf()), "blad.pdf")}
    signed = send_from(lead, path, f"{path}/{part}/paper-signature", **typed, **photo)
    assert signed.status_code == 303 and "P. de Wit" in lead.get(path).text
    (kept,) = world.rows("document")
    assert kept["title"] == "Handtekening van Stichting Samen" and f"/documents/{kept['id']}" in lead.get(path).text
    backing = path.replace("/partners", "/backing")
    wrong = send_from(lead, path, backing, receiver="Stichting Samen", supporters="12", countedOn="")
    assert wrong.status_code == 400 and "wanneer u hebt geteld" in wrong.text and "Stichting Samen" in wrong.text
    kept = send_from(lead, path, backing, receiver="Stichting Samen", supporters="12", countedOn="2026-11-20")
    assert kept.status_code == 303 and [row["supporters"] for row in world.rows("backing")] == [12]
    assert send_from(lead, path, f"{path}/{part}/take-off", reason="Toch niet").status_code == 303
    assert "Toch niet" in lead.get(path).text


def test_another_lead_on_the_screen(pages):
    world, path, lead, partner = pages
    lead.submit(f"{path}/new", partnerId=world.ids["other"], role="kookt", share="1000", tasks="")
    part = world.rows("partnership")[0]["id"]
    form = f"{path}/{part}/lead"
    assert form in lead.get(path).text
    wrong = lead.submit(form, role="", share="9999", tasks="Koken op dinsdag")
    assert wrong.status_code == 400 and "Koken op dinsdag" in wrong.text and 'value="9999"' in wrong.text
    asked = {"role": "bouwt", "share": "500", "tasks": ""}
    assert lead.submit(form, **asked).status_code == 303
    assert "U vroeg een andere penvoerder" in words_of(lead.get(path).text)
    assert "Wordt uw plek penvoerder?" in words_of(partner.get(path).text)
    assert send_from(lead, path, f"{path}/lead/withdraw").status_code == 303
    lead.submit(form, **asked)
    assert send_from(partner, path, f"{form}/refuse", leadReason="Geen tijd").status_code == 303
    assert "Wordt uw plek penvoerder?" not in words_of(partner.get(path).text)
    lead.submit(form, **asked)
    done = send_from(partner, path, f"{form}/accept")
    assert done.status_code == 303 and done.location.endswith(path.removesuffix("/partners"))
    assert "Penvoerder De buren" in words_of(lead.get(path).text)
    assert "uw plek is nu penvoerder" in words_of(partner.get(path.removesuffix("/partners")).text).lower()


def test_the_source_says_how_many_people_must_sign(small_world):
    requirement = {"kind": "people", "role": "signatures", "at_least": 25}
    small_world.offer(document={"id": "fonds-voor-de-wijk", "requirements": [requirement]})
    begun = begin(small_world)
    text = words_of(client_of(small_world, "bea").get(f"/applications/{begun.id}/partners").text)
    assert "Deze bron vraagt 25 handtekeningen" in text


def test_the_message_leads_to_the_page_of_the_parties():
    id_ = new_id()
    intent = an_intent(NOW, kind=MessageKind.PARTNER_ASKED, subject=f"application:{id_}", data={})
    assert str(link_of(intent, base_url="http://x")).endswith(f"/tracker/applications/{id_}/partners")
