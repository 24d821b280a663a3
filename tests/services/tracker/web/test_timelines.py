"""Timelines: who did what for whom, in words, and only for who may see it."""

from __future__ import annotations

import ast

import pytest

from services.tracker.domain.accounts.states import AccountEvent
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.domain.states import Event
from services.tracker.usecases.reading import see_timeline
from services.tracker.web.history import PREFIX
from services.tracker.web.words import event_done
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.client import client_of, words_of
from tests.support.source import ROOT


def codes_in_the_code():
    """Every code that the tracker writes in the log, as far as it stands there as a text."""
    found = {f"{PREFIX}{event.value}" for event in Event}
    found |= {f"agreement.{event.value}" for event in AgreementEvent}
    found |= {f"bank_account.{event.value}" for event in AccountEvent}
    for path in (ROOT / "services" / "tracker" / "usecases").rglob("*.py"):
        writers = EVERYWHERE | WRITERS.get(path.parent.name, {})
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found.update(_codes(node, writers))
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "action":
                found.update(f"{PREFIX}{text}" for text in _texts(node.value))
    return found


EVERYWHERE = {"write": (0, PREFIX), "audit_entry": (2, PREFIX), "AuditEntry": (0, "")}
WRITERS = {
    "agreeing": {"write": (0, "agreement."), "audit_entry": (2, "agreement.")},
    "accounts": {"note": (3, "bank_account.")},
    "documents": {"document_entry": (2, "document.")},
    "recording": {"note": (0, "activity.")},
    "payouts": {"note": (0, "payout."), "payout_entry": (1, "payout.")},
}
"""By folder of use cases: which argument of which function is a code, and what stands before it in the log."""


def _codes(call, writers):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place, prefix = writers.get(name, (len(call.args), ""))
    named = {one.arg: one.value for one in call.keywords}
    told = call.args[place] if place < len(call.args) else named.get("action")
    if name in writers and told is not None:
        yield from (f"{prefix}{text}" for text in _texts(told))


def _texts(told):
    """A code, or both of `"done" if done else "reopened"`."""
    choices = [told.body, told.orelse] if isinstance(told, ast.IfExp) else [told]
    yield from (one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_everything_that_is_logged_has_words():
    codes = codes_in_the_code()
    assert {"application.deadline_set", "application.task_done", "agreement.mark_duty", "payout.planned"} <= codes
    silent = [code for code in sorted(codes) if event_done(code.removeprefix(PREFIX)) == code.removeprefix(PREFIX)]
    assert silent == []


@pytest.fixture
def told(small_world):
    world = small_world
    application = begin(world, "vera")
    decide(world, made_ready(world, application), amount_cents=150_000)
    return world, application


def test_the_timeline_of_an_application_in_words(told):
    world, application = told
    text = words_of(client_of(world, "mo").get(f"/applications/{application.id}/timeline").text)
    for part in (
        "Vera, namens Huis van de wijk Aanvraag begonnen",
        "Bea Goedgekeurd door het bestuur Aan het schrijven → Klaar om in te dienen",
        "Bea Besluit opgeschreven Toegekend",
    ):
        assert part in text, part
    decisions = words_of(client_of(world, "mo").get(f"/applications/{application.id}/timeline?kind=decisions").text)
    assert "Besluit opgeschreven" in decisions and "Aanvraag begonnen" not in decisions


def test_the_timeline_of_a_place_is_for_board_and_coordinator_and_a_volunteer_sees_their_own(told):
    world, _application = told
    path = f"/places/{world.place}/timeline"
    whole = words_of(client_of(world, "bea").get(path).text)
    assert "Een nieuwe keuken: Aanvraag begonnen" in whole and "Ingediend" in whole
    assert "Ingediend" in words_of(client_of(world, "cor").get(path).text)
    own = words_of(client_of(world, "vera").get(path).text)
    assert "Aanvraag begonnen" in own and "Ingediend" not in own
    assert client_of(world, "mo").get(path).status_code == 403
    assert client_of(world, "otto").get(path).status_code == 404


def test_pages_follow_each_other_and_a_foreign_cursor_is_refused(told, monkeypatch):
    world, application = told
    monkeypatch.setattr(see_timeline, "PER_PAGE", 2)
    bea, seen, query = client_of(world, "bea"), [], ""
    while True:
        page = bea.send("GET", f"/applications/{application.id}/timeline{query}").json
        seen += [line["action"] for line in page["items"]]
        if page["nextCursor"] is None:
            break
        query = f"?cursor={page['nextCursor']}"
    assert seen == [f"application.{code}" for code in ("decide_award", "submit", "approve", "start")]
    world.offer(need_id="need-2")
    other = bea.send("POST", "/applications", {"needId": "need-2", "sourceId": "fonds-voor-de-wijk"}).json
    answer = bea.send("GET", f"/applications/{other['id']}/timeline{query}")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (400, "cursor")
