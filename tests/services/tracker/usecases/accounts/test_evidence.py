"""The file of the bank behind an account: no document of everybody, for who may see the number, never replaced."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from services.tracker.jobs.clock import tidy
from services.tracker.usecases.accounts.evidence import KINDS, add_evidence, read_evidence
from services.tracker.usecases.accounts.reject_account import reject_account
from services.tracker.usecases.documents.see_documents import documents_of_place
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, ReauthenticationNeeded
from shared.kernel.ids import new_id
from shared.uploads import check_upload
from tests.services.tracker.client import BASE, client_of, hidden_of, words_of
from tests.services.tracker.payouts.made import photo
from tests.services.tracker.usecases.accounts.test_accounts import propose, signed_in


def checked(data=None, name="pas.jpg"):
    return check_upload(data or photo(), name, field="evidence", kinds=KINDS)


def test_a_photo_of_the_card_is_for_the_board_alone(world):
    account = propose(world, evidence_kept=False, evidence=checked())
    file, data = read_evidence(world.ctx, signed_in(world, "bea"), account.id)
    assert file.name == "pas.jpg" and data.startswith(b"\xff\xd8")
    for name, error in (("mo", Forbidden), ("cor", Forbidden), ("otto", NotFound)):
        with pytest.raises(error):
            read_evidence(world.ctx, signed_in(world, name), account.id)
    with pytest.raises(ReauthenticationNeeded):
        read_evidence(world.ctx, replace(world.actor("bea"), signed_in_at=None), account.id)
    read = [row for row in world.rows("audit_entry") if row["action"] == "bank_account.read_evidence"]
    assert len(read) == 1
    found = documents_of_place(world.ctx, world.actor("mo"), world.place)
    assert found.documents == () and found.left < 200_000_000, "no document of everybody, but it takes room"
    tidy(world.ctx)
    assert read_evidence(world.ctx, signed_in(world, "bea"), account.id)[1] == data


def test_paper_or_a_file_and_what_was_looked_at_is_not_replaced(small_world):
    world = small_world
    with pytest.raises(InvalidInput) as problem:
        propose(world, evidence_kept=False)
    assert [one.field for one in problem.value.errors] == ["evidenceKept"]
    account = propose(world, evidence_kept=True)
    with pytest.raises(NotFound):
        read_evidence(world.ctx, signed_in(world, "bea"), account.id)
    with pytest.raises(Forbidden):
        add_evidence(world.ctx, signed_in(world, "mo"), account.id, checked=checked())
    after = add_evidence(world.ctx, signed_in(world, "bea"), account.id, checked=checked(), expected_version=1)
    assert after.version == 2 and after.state is account.state
    with pytest.raises(NotAllowedNow) as refused:
        add_evidence(world.ctx, signed_in(world, "bea"), account.id, checked=checked())
    assert refused.value.code == "already_there"
    reject_account(world.ctx, signed_in(world, "cor"), account.id, reason="Klopt niet")
    second = propose(world)
    reject_account(world.ctx, signed_in(world, "cor"), second.id, reason="Klopt niet")
    with pytest.raises(NotAllowedNow):
        add_evidence(world.ctx, signed_in(world, "bea"), second.id, checked=checked())


def test_the_pages_and_the_api_of_evidence(small_world):
    world = small_world
    bea = client_of(world, "bea")
    path = f"/bank-account/new?place={world.place}"
    hidden = hidden_of(bea.get(path).text, path)
    typed = {"iban": "NL91ABNA0417164300", "holder": "Stichting Huis van de wijk", "owner": "place"}
    wrong = bea.post(path, **hidden, **typed, evidence=(io.BytesIO(b"MZ exe"), "pas.jpg"))
    assert wrong.status_code == 400 and "NL91ABNA0417164300" in wrong.text
    none = bea.post(path, **hidden, **typed)
    assert none.status_code == 400 and "Stuur een foto van de pas" in words_of(none.text)
    done = bea.post(path, **hidden, **typed, evidence=(io.BytesIO(photo()), "pas.jpg"))
    assert done.status_code == 303
    account = world.rows("payout_account")[0]["id"]
    shown = bea.get(f"/bank-account/{account}/evidence")
    assert shown.headers["Content-Disposition"].startswith("attachment") and shown.data.startswith(b"\xff\xd8")
    overview = bea.get(f"/bank-account?place={world.place}").text
    assert "als bestand bewaard" in overview and "Bekijk het bewijs" in overview
    other = client_of(world, "mo")
    assert "Bekijk het bewijs" not in other.get(f"/bank-account?place={world.place}").text
    assert other.get(f"/bank-account/{account}/evidence").status_code == 403
    assert client_of(world, "otto").get(f"/bank-account/{account}/evidence").status_code == 404
    reject_account(world.ctx, signed_in(world, "cor"), account, reason="Klopt niet")

    body = {"placeId": world.place, **typed, "evidenceKept": True}
    kept = bea.send("POST", "/bank-accounts", body).json
    assert kept["hasEvidence"] is False
    headers = {"X-CSRF-Token": bea.token, "Idempotency-Key": new_id(), "If-Match": '"1"'}
    path = f"/api/v1/bank-accounts/{kept['id']}/evidence"
    sent = bea.http.post(path, base_url=BASE, headers=headers, data={"file": (io.BytesIO(photo()), "p.jpg")})
    assert sent.status_code == 200 and (sent.json or {})["hasEvidence"] is True
    assert bea.http.get(path, base_url=BASE).data.startswith(b"\xff\xd8")
    assert "Bewijs toevoegen" not in bea.get(f"/bank-account?place={world.place}").text
    form = f"/bank-account/{kept['id']}/evidence/new"
    page = bea.get(form).text
    assert re.search(r'name="evidence"', page)
    again = bea.post(form, **hidden_of(page, form), evidence=(io.BytesIO(photo()), "p.jpg"))
    assert again.status_code == 409
