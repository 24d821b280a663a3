"""The pages about people and places in trust, as a browser without scripts uses them."""

from __future__ import annotations

import dataclasses
import io
import re
from html import unescape

import pytest
from PIL import Image

from tests.services.matcher.village import Village
from tests.services.matcher.world import BOSPOLDER, context_for

HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


def found(pattern, text):
    """The part of the pattern in brackets, as it stands in the text."""
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]


@pytest.fixture
def village(files, tmp_path):
    ctx = context_for(files["people"], files["matcher"], files["notifier"])
    return Village(dataclasses.replace(ctx, settings=dataclasses.replace(ctx.settings, data_dir=tmp_path)))


def text_of(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def picture():
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "PNG")
    return kept.getvalue()


def people_of(village):
    return f"/organisations/{village.here.id}/people"


def test_the_board_sees_who_is_who_and_invites(village):
    noor = village.client(village.noor)
    page = noor.get(people_of(village))
    assert page.status_code == 200
    assert "Mo" in text_of(page)
    fields = {"email": "aya@voorbeeld.nl", "role": "member"}
    sent = noor.post(f"/organisations/{village.here.id}/invitations", fields)
    assert sent.status_code == 303
    assert "aya@voorbeeld.nl" in text_of(noor.get(people_of(village)))


def test_wrong_input_comes_back_as_it_was_typed(village):
    answer = village.client(village.noor).post(
        f"/organisations/{village.here.id}/invitations", {"email": HOSTILE, "role": ""}
    )
    assert answer.status_code == 400
    assert "<script>alert(1)" not in answer.text
    assert "Dit is geen e-mailadres" in text_of(answer)
    assert "Kies een rol" in text_of(answer)


def test_who_is_invited_finds_it_on_the_start_page_and_says_yes(village):
    noor = village.client(village.noor)
    noor.post(f"/organisations/{village.here.id}/invitations", {"email": "aya@voorbeeld.nl", "role": "member"})
    aya = village.person("Aya")
    client = village.client(aya)
    path = found(r'href="(/invitations/[^"]+)"', client.get("/").text)
    assert "Ja, ik doe mee" in text_of(client.get(path))
    assert client.post(f"{path}/answer", {"answer": "yes"}).status_code == 303
    assert client.get(f"/places/{village.here.id}").status_code == 200
    assert village.client(village.mo).get(path).status_code == 404


def test_h11_a_member_who_posts_a_role_gets_403(village):
    path = f"/organisations/{village.here.id}/people/{village.mo.person_id}/role"
    assert village.client(village.mo).post(path, {"role": "board"}).status_code == 403
    assert (
        village.client(village.noor).post(path.replace(village.mo.person_id, "x"), {"role": "board"}).status_code == 404
    )


def test_a_member_and_a_stranger_do_not_see_the_people_page(village):
    assert village.client(village.mo).get(people_of(village)).status_code == 403
    assert village.client(village.person("Stijn")).get(people_of(village)).status_code == 404
    assert "/people" not in village.client(village.mo).get(f"/places/{village.here.id}").text


def test_h05_a_mandate_given_on_the_page_ends_on_an_open_tab(village):
    noor, vera = village.client(village.noor), village.client(village.vera)
    fields = {"person_id": village.vera.person_id, "acts": ["draft"], "ends_on": "2027-01-31"}
    assert noor.post(f"/places/{village.here.id}/mandates", fields).status_code == 303
    assert vera.get(f"/places/{village.here.id}").status_code == 200
    end = found(r'action="(/mandates/[^"]+/end)"', noor.get(people_of(village)).text)
    assert noor.post(end).status_code == 303
    assert vera.get(f"/places/{village.here.id}").status_code == 404


def test_a_signed_paper_makes_a_mandate_one_in_writing(village):
    noor, vera = village.client(village.noor), village.client(village.vera)
    fields = {"person_id": village.vera.person_id, "acts": ["draft"], "ends_on": "2027-01-31"}
    noor.post(f"/places/{village.here.id}/mandates", fields)
    path = found(r'action="(/mandates/[^"]+/paper)"', noor.get(people_of(village)).text)
    about = {"place_id": village.here.id}
    assert noor.post(path, {**about, "file": (io.BytesIO(b"MZ"), "papier.pdf")}).status_code == 400
    assert vera.post(path, {**about, "file": (io.BytesIO(picture()), "papier.png")}).status_code == 403
    assert noor.post(path, {**about, "file": (io.BytesIO(picture()), "papier.png")}).status_code == 303
    assert village.fresh(village.vera).mandates[0].written
    got = vera.get(path)
    assert got.status_code == 200
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert village.client(village.mo).get(path).status_code == 403
    assert village.client(village.person("Stijn")).get(path).status_code == 404


def test_a_volunteer_asks_and_the_board_says_yes(village):
    vera, noor = village.client(village.vera), village.client(village.noor)
    assert village.here.name in text_of(vera.get("/roles"))
    fields = {"acts": ["draft"], "ends_on": "2027-01-31", "note": "Ik help u graag."}
    assert vera.post(f"/places/{village.here.id}/mandate-requests", fields).status_code == 303
    page = noor.get(people_of(village))
    assert "Ik help u graag." in text_of(page)
    path = found(r'action="(/mandate-requests/[^"]+/answer)"', page.text)
    assert noor.post(path, {"answer": "yes"}).status_code == 303
    assert vera.get(f"/places/{village.here.id}").status_code == 200


def test_the_last_of_the_board_is_told_why_they_cannot_leave(village):
    answer = village.client(village.noor).post(f"/roles/{village.here.id}/leave")
    assert answer.status_code == 409
    assert "Geef eerst iemand anders deze rol" in text_of(answer)


def test_a_place_in_trust_is_marked_and_taken_over_with_the_code(village):
    vera = village.client(village.vera)
    kept = vera.post(
        "/trust", {"name": "Theehuis", "area_text": "Bospolder", "area_asked": "Bospolder", "area": BOSPOLDER}
    )
    assert kept.status_code == 303, text_of(kept)
    path = kept.headers["Location"]
    place_id = path.rpartition("/")[2]
    assert vera.post(f"{path}/code").status_code == 303
    code = found(r"<strong>([A-Z2-9-]{14})</strong>", vera.get(path).text)
    assert "staat in bewaring" in text_of(vera.get(f"/places/{place_id}"))
    visitor = village.client().get("/claim")
    assert "purpose=register" in visitor.text
    aya = village.client(village.person("Aya"))
    assert aya.post("/claim", {"code": "ABCD-EFGH-JKLM"}).status_code == 400
    assert aya.post("/claim", {"code": code}).headers["Location"] == f"/places/{place_id}"
    assert "staat in bewaring" not in text_of(aya.get(f"/places/{place_id}"))
    assert vera.get(f"/places/{place_id}").status_code == 404
