"""What a remembered phone can't do is told by the right of a route, or by a mark on it; both are asked at the door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from services.embedded import apps, prepare
from shared.access import csrf, web
from shared.access.actors import Actor, Role
from shared.access.remembered import works_without_new_proof
from shared.access.rights import PUBLIC, SIGNED_IN, Right
from shared.access.sessions import LiveSession
from shared.kernel.ids import new_id
from shared.plumbing.settings import local_settings

MARKED = {
    "matcher POST /api/v1/claims",
    "matcher POST /api/v1/invitations/<invitation_id>/answer",
    "matcher POST /api/v1/trust/<place_id>/code",
    "matcher POST /claim",
    "matcher POST /invitations/<invitation_id>/answer",
    "matcher POST /places/<place_id>/sharing",
    "matcher POST /trust/<place_id>/code",
    "matcher PUT /api/v1/places/<place_id>/sharing",
    "tracker POST /api/v1/calendar-feed/addresses",
    "tracker POST /calendar/feed/address",
}
ACTOR = Actor(new_id(), "Noor", "noor@example.org", roles=frozenset({(Role.BOARD, new_id())}), remembered=True)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """Both applications, wired as they run."""
    settings = local_settings(tmp_path_factory.mktemp("remembered"), port=8000, demo=True)
    prepare(settings)
    return dict(apps(settings, ["matcher", "tracker"]))


def changes(served: dict[str, Flask]) -> Iterator[tuple[str, Flask, str, str, Any]]:
    """Every route that changes something for who is signed in."""
    for name, app in served.items():
        for rule in app.url_map.iter_rules():
            view = app.view_functions[rule.endpoint]
            if getattr(view, "right", PUBLIC) is PUBLIC or rule.rule.startswith("/internal/"):
                continue
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS", "GET"}:
                yield f"{name} {method} {rule.rule}", app, method, rule.rule, view


def precious(view: Any) -> bool:
    """Whether the route asks for more than a phone that is known."""
    right = view.right
    told = isinstance(right, Right) and right != SIGNED_IN and not works_without_new_proof(right)
    return told or getattr(view, "asks_new_proof", False)


def test_what_is_marked_is_chosen(served: dict[str, Flask]) -> None:
    marked = {name for name, _, _, _, view in changes(served) if getattr(view, "asks_new_proof", False)}
    assert marked == MARKED


def test_every_act_on_money_people_keys_and_sharing_asks_for_a_new_proof_before_it_looks_at_anything(
    served: dict[str, Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "_load_session", lambda: LiveSession(replace(ACTOR), is_due=False))
    monkeypatch.setattr(csrf, "check", lambda *_, **__: None)
    refused = 0
    for name, app, method, path, view in changes(served):
        if not precious(view):
            continue
        answer = app.test_client().open(re.sub(r"<[^>]+>", new_id(), path), method=method)
        if "/api/" in path:
            assert answer.status_code == 403, name
            assert "reauthentication_needed" in answer.text, name
        else:
            assert answer.status_code in (303, 403), name
            assert "Log" in answer.text or "/sign-in" in answer.headers["Location"], name
        refused += 1
    assert refused > 100
