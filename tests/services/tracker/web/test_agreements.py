"""Agreements as two people at a kitchen table write them down: pages without scripts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.services.tracker.client import client_of, hidden_of, words_of

DRAFT = {
    "title": "Huiskamer aan het plein",
    "partnerName": "Woonstad",
    "startsOn": "2026-11-22",
    "endsOn": "2027-11-21",
    "noticeDays": "30",
    "rows": "2",
    "promises.0.side": "partner",
    "promises.0.kind": "space",
    "promises.0.text": "De zaal op woensdag",
    "promises.0.rhythm": "monthly",
    "promises.0.value": "200",
    "promises.1.side": "place",
    "promises.1.kind": "hours",
    "promises.1.text": "Koffie voor de buren",
    "promises.1.rhythm": "monthly",
    "promises.1.quantity": "4",
    "promises.1.rate": "15,00",
}


def written(bea):
    answer = bea.submit("/agreements/new", **DRAFT)
    assert answer.status_code == 303, words_of(answer.text)
    return answer.headers["Location"].removeprefix("/tracker")


def signed(bea):
    path = written(bea)
    bea.submit(f"{path}/steps/propose")
    bea.submit(f"{path}/signature")
    paper = {"side": "partner", "signedBy": "P. de Wit", "signedOn": "2026-11-22"}
    assert bea.submit(f"{path}/signature", **paper).status_code == 303
    return path


def test_from_an_empty_list_to_signed_promises(world):
    bea = client_of(world, "bea")
    assert "Er zijn nog geen afspraken" in words_of(bea.get("/agreements").text)
    path = signed(bea)
    text = words_of(bea.get(path).text)
    assert "Loopt" in text and "€ 2.400 in natura" in text and "€ 720 in natura" in text
    assert "P. de Wit voor Woonstad" in text and "op papier" in text
    assert "Partner gaf 0 van de 1 keer" in words_of(bea.get("/agreements").text)


def test_a_duty_is_marked_and_the_talk_written_down(world):
    bea = client_of(world, "bea")
    path = signed(bea)
    page = bea.get(path).text
    duty = re.search(r'action="/tracker(/agreements/[^"]+/duties/[^"]+)"', page)
    assert duty
    assert bea.post(duty[1], **hidden_of(page, duty[1]), kept="yes", note="Mooie avond").status_code == 303
    assert "gedaan (Mooie avond)" in words_of(bea.get(path).text)
    assert "1 van 1" in words_of(bea.get(f"{path}/sheet").text)
    form = bea.get(f"{path}/evaluation").text
    kept = dict.fromkeys(re.findall(r'name="(kept\.[^"]+)"', form), "partly")
    wrong = bea.submit(f"{path}/evaluation", heldOn="2026-11-22", going="on", otherParty="", **kept)
    assert wrong.status_code == 400 and "met wie u het gesprek had" in words_of(wrong.text)
    assert bea.submit(f"{path}/evaluation", heldOn="2026-11-22", going="on", otherParty="P.", **kept).status_code == 303
    assert "Besluit: zo doorgaan" in words_of(bea.get(path).text)


def test_nothing_typed_is_lost_and_more_rows_can_be_asked(small_world):
    bea = client_of(small_world, "bea")
    more = bea.submit("/agreements/new", **DRAFT, more="1")
    assert more.status_code == 200 and "De zaal op woensdag" in more.text and "promises.3.text" in more.text
    wrong = bea.submit("/agreements/new", **DRAFT | {"title": "", "promises.0.value": "veel", "noticeDays": "-1"})
    assert wrong.status_code == 400
    assert "De zaal op woensdag" in wrong.text and 'value="veel"' in wrong.text
    assert "Vul een heel aantal dagen in" in words_of(wrong.text)


def test_a_change_and_notice(world):
    bea = client_of(world, "bea")
    path = signed(bea)
    amended = bea.submit(f"{path}/amendment", reason="Grotere zaal", **DRAFT | {"promises.0.value": "300"})
    assert amended.status_code == 303
    assert "Er ligt een wijziging" in words_of(bea.get(path).text)
    soon = bea.submit(f"{path}/notice", endsOn="2026-11-25", reason="Wij stoppen")
    assert soon.status_code == 409 and "op zijn vroegst" in words_of(soon.text)
    assert bea.submit(f"{path}/notice", endsOn="2026-12-31", reason="Wij stoppen").status_code == 303
    assert "Opgezegd" in words_of(bea.get(path).text)


def test_a_strategy_gathers_agreements_and_the_list_goes_along(world):
    cor = client_of(world, "cor")
    goals = {"goals": "Meer ontmoeting\nMinder eenzaam", "startsOn": "2026-01-01", "endsOn": "2029-12-31"}
    made = cor.submit("/strategies/new", organisation=world.ids["coalition"], name="Delfshaven 2029", area="", **goals)
    assert made.status_code == 303, words_of(made.text)
    assert "Meer ontmoeting" in words_of(cor.get("/agreements").text)
    signed(client_of(world, "bea"))
    rows = cor.get("/agreements.csv").data.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "Woonstad" in rows[1]
    assert len(world.rows("audit_entry", action="agreements.exported")) == 1


def test_the_list_goes_along_like_every_other_file(small_world):
    bea, vera = client_of(small_world, "bea"), client_of(small_world, "vera")
    signed(bea)
    assert vera.get("/agreements.csv").status_code == 403
    assert "bestand" in words_of(bea.get("/agreements").text) and "bestand" not in words_of(
        vera.get("/agreements").text
    )
    answers = [bea.get("/agreements.csv") for _time in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[0].headers["Cache-Control"] == "no-store"
    small_world.clock.move(timedelta(minutes=6))
    assert bea.get("/agreements.csv").status_code in (401, 403)


def test_a_stranger_finds_nothing(world):
    path = signed(client_of(world, "bea"))
    otto = client_of(world, "otto")
    for address in (path, f"{path}/sheet", f"{path}/signature", f"{path}/evaluation"):
        assert otto.get(address).status_code == 404
    assert "Huiskamer" not in otto.get("/agreements").text


@pytest.mark.parametrize("who", ["mo", "victor"])
def test_who_may_not_sign_is_not_offered_it(small_world, who):
    bea = client_of(small_world, "bea")
    path = written(bea)
    bea.submit(f"{path}/steps/propose")
    other = client_of(small_world, who)
    assert "Ondertekenen" not in words_of(other.get(path).text)
    assert other.get(f"{path}/signature").status_code == 403
