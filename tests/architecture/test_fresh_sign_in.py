"""Every route to an account number, a key, people or a file of facts asks for a sign-in of five minutes at most."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from services.embedded import apps, prepare
from services.matcher.usecases.people import change_role, invite, mandate_paper, mandate_requests, mandates, rights
from services.matcher.usecases.signing_in import elsewhere, factors, passkeys
from services.matcher.usecases.tokens import keys
from services.tracker.usecases.accounts import (
    approve_account,
    evidence,
    propose_account,
    read_accounts,
    reject_account,
)
from services.tracker.usecases.agreeing import export_agreements
from services.tracker.usecases.exchanging import export_applications, taking_along
from services.tracker.usecases.payments import export_place_money
from services.tracker.usecases.payouts import export_streets, set_settings
from shared.access import second_factor
from shared.access.vocabulary import Action, Resource
from shared.notifier.endpoints import acting
from shared.plumbing.settings import local_settings

ASKING: dict[str, Callable[..., object]] = {
    "tracker POST /bank-account/<account_id>/evidence/new": evidence.add_evidence,
    "tracker GET /bank-account/<account_id>/evidence": evidence.read_evidence,
    "tracker POST /bank-account/new": propose_account.propose_account,
    "tracker POST /bank-account/<account_id>/approval": approve_account.approve_account,
    "tracker POST /bank-account/<account_id>/rejection": reject_account.reject_account,
    "tracker GET /bank-account/<account_id>/number": read_accounts.read_number,
    "tracker POST /payouts/hosts/<host_id>/settings": set_settings.set_settings,
    "tracker GET /agreements.csv": export_agreements.export_agreements,
    "tracker GET /export/file": export_applications.export_applications,
    "tracker GET /money.csv": export_place_money.export_place_money,
    "tracker GET /payouts/file": export_streets.export_streets,
    "tracker POST /api/v1/bank-accounts": propose_account.propose_account,
    "tracker GET /api/v1/bank-accounts/<account_id>/number": read_accounts.read_number,
    "tracker GET /api/v1/bank-accounts/<account_id>/evidence": evidence.read_evidence,
    "tracker POST /api/v1/bank-accounts/<account_id>/evidence": evidence.add_evidence,
    "tracker POST /api/v1/bank-accounts/<account_id>/approvals": approve_account.approve_account,
    "tracker POST /api/v1/bank-accounts/<account_id>/rejections": reject_account.reject_account,
    "tracker GET /api/v1/application-exports": export_applications.export_applications,
    "tracker POST /api/v1/payout-hosts/<host_id>/settings": set_settings.set_settings,
}
KEYS: dict[str, Callable[..., object]] = {
    "POST /account/keys": keys.make_key,
    "POST /api/v1/api-tokens": keys.make_key,
    "POST /organisations/<organisation_id>/endpoints": acting.create,
    "POST /endpoints/<endpoint_id>": acting.change,
    "POST /endpoints/<endpoint_id>/secrets": acting.renew_secret,
    "POST /api/v1/organisations/<organisation_id>/endpoints": acting.create,
    "PATCH /api/v1/endpoints/<endpoint_id>": acting.change,
    "POST /api/v1/endpoints/<endpoint_id>/secrets": acting.renew_secret,
}
PEOPLE: dict[str, Callable[..., object]] = {
    "POST /organisations/<organisation_id>/invitations": invite.invite,
    "POST /organisations/<organisation_id>/people/<person_id>/role": change_role.change_role,
    "POST /organisations/<organisation_id>/people/<person_id>/end": change_role.end_roles,
    "POST /places/<place_id>/mandates": mandates.give_mandate,
    "POST /mandate-requests/<request_id>/answer": mandate_requests.answer_request,
    "POST /mandates/<mandate_id>/paper": mandate_paper.attach_paper,
    "POST /api/v1/organisations/<organisation_id>/invitations": invite.invite,
    "PUT /api/v1/organisations/<organisation_id>/people/<person_id>/role": change_role.change_role,
    "DELETE /api/v1/organisations/<organisation_id>/people/<person_id>": change_role.end_roles,
    "POST /api/v1/places/<place_id>/mandates": mandates.give_mandate,
    "POST /api/v1/mandate-requests/<request_id>/answer": mandate_requests.answer_request,
    "POST /api/v1/mandates/<mandate_id>/paper": mandate_paper.attach_paper,
}
OWN: dict[str, Callable[..., object]] = {
    "matcher POST /account/security/app": second_factor.add_app,
    "matcher POST /account/security/app/remove": factors.remove_app,
    "matcher POST /account/security/elsewhere": elsewhere.join,
    "matcher POST /account/security/elsewhere/<identity_id>/remove": elsewhere.remove,
    "matcher POST /account/security/paper": factors.new_paper,
    "matcher POST /account/security/passkeys": passkeys.add,
    "matcher POST /account/security/passkeys/<passkey_id>/remove": factors.remove_passkey,
}
NOT_ASKING = {
    # Pages that only explain, and forms: what they send asks.
    "tracker GET /bank-account",
    "tracker GET /bank-account/new",
    "tracker GET /bank-account/<account_id>/evidence/new",
    "tracker GET /bank-account/<account_id>/approval",
    "tracker GET /bank-account/<account_id>/rejection",
    "tracker GET /export",
    "tracker GET /payouts/hosts/<host_id>/settings",
    # Numbers are blotted out in these.
    "tracker GET /api/v1/bank-accounts",
    "tracker GET /api/v1/bank-accounts/<account_id>",
    "tracker GET /api/v1/payout-hosts/<host_id>/settings",
    # Stopping is never made harder; a test or a repeat sends nothing new to nobody new.
    *(
        f"matcher {api}"
        for api in (
            "POST /account/keys/<token_id>/end",
            "DELETE /api/v1/api-tokens/<token_id>",
            # To the same address as before, or to nobody any more.
            "POST /invitations/<invitation_id>/again",
            "POST /invitations/<invitation_id>/withdraw",
            "POST /api/v1/invitations/<invitation_id>/again",
            "DELETE /api/v1/invitations/<invitation_id>",
            "PUT /api/v1/endpoints/<endpoint_id>/switch",
            "DELETE /api/v1/endpoints/<endpoint_id>",
            "POST /api/v1/endpoints/<endpoint_id>/tests",
            "POST /api/v1/endpoints/<endpoint_id>/deliveries/<delivery_id>/replays",
            "POST /endpoints/<endpoint_id>/switches",
            "POST /endpoints/<endpoint_id>/deletions",
            "POST /endpoints/<endpoint_id>/tests",
            "POST /endpoints/<endpoint_id>/deliveries/<delivery_id>/replays",
            "GET /endpoints/<endpoint_id>/edit",
            "GET /organisations/<organisation_id>/endpoints/new",
        )
    ),
}
ALL = {**ASKING, **{f"matcher {route}": act for route, act in (KEYS | PEOPLE).items()}, **OWN}
WORDS = ("recent_sign_in(", "judged_lately(", "check_taking_along(", "may_change(", "_may_remove(")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Flask]:
    """Both applications, wired as they run."""
    settings = local_settings(tmp_path_factory.mktemp("fresh"), port=8000, demo=True)
    prepare(settings)
    return dict(apps(settings, ["matcher", "tracker"]))


def guarded(right: Any) -> bool:
    """Whether what the right is about asks for a fresh sign-in."""
    resource, action = getattr(right, "resource", None), getattr(right, "action", None)
    if resource in (Resource.ACCESS_KEY, Resource.PEOPLE):
        return action is not Action.READ
    return resource is Resource.BANK_ACCOUNT or (resource is Resource.EXCHANGE and action is Action.EXPORT)


def routes(served: dict[str, Flask]) -> Iterator[tuple[str, Any]]:
    for name, app in served.items():
        for rule in app.url_map.iter_rules():
            right = getattr(app.view_functions[rule.endpoint], "right", None)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield f"{name} {method} {rule.rule}", right


def test_every_route_to_what_is_precious_is_listed_here(served: dict[str, Flask]) -> None:
    known = dict(routes(served))
    assert {route for route, right in known.items() if guarded(right)} - NOT_ASKING == ALL.keys() - OWN.keys()
    assert not (ALL.keys() | NOT_ASKING) - known.keys(), "a route that is gone"


@pytest.mark.parametrize("act", sorted(set(ALL.values()), key=lambda act: str(act).split(" at ")[0]))
def test_what_it_does_asks_for_a_fresh_sign_in(act: Callable[..., object]) -> None:
    assert any(word in inspect.getsource(act) for word in WORDS), act


def test_what_they_ask_in_their_place_asks_it_too() -> None:
    assert "recent_sign_in(" in inspect.getsource(taking_along.check_taking_along)
    assert "recent_sign_in(" in inspect.getsource(rights.judged_lately)
    assert "may_change(" in inspect.getsource(factors._may_remove)
    assert "recent_sign_in(" in inspect.getsource(second_factor.may_change)
