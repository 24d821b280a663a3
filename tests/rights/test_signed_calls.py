"""Routes between the services (the column SVC of the paper): only a call that the other one signed, and once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest

from shared.access import service_calls
from tests.rights.asking import Asking, Route, routes_of
from tests.rights.cast import CAST, VISITOR
from tests.rights.furnish import MARK
from tests.rights.world import ADDRESS
from tests.services.tracker.world import NOW

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

BODY = b"{}"


def internal(asking: Asking) -> list[Route]:
    found = [one for one in routes_of(asking.world.apps) if one.rule.startswith("/internal/")]
    assert len(found) >= 5
    return found


def headers(asking: Asking, route: Route, who: str = "bea", **changed: Any) -> dict[str, str]:
    """Those of a right call in somebody's name, with what is `changed`."""
    asked: dict[str, Any] = {
        "keys": asking.world.settings.service_keys,
        "audience": route.service,
        "method": "POST",
        "path": urlsplit(asking.world.browser(VISITOR, route.service).base).path + route.rule,
        "body": BODY,
        "now": NOW,
        **changed,
    }
    keys = asked.pop("keys")
    return service_calls.sign(keys, **asked, acting_person_id=asking.world.ids[who], reason="test")


def call(asking: Asking, route: Route, told: Mapping[str, str], body: bytes = BODY) -> Any:
    base = ADDRESS + ("/tracker" if route.service == "tracker" else "")
    http = asking.world.apps[route.service].test_client()
    return http.post(route.rule, base_url=base, data=body, headers=told, content_type="application/json")


def test_an_unsigned_call_is_refused_also_of_who_is_signed_in(asking: Asking) -> None:
    for route in internal(asking):
        assert call(asking, route, {}).status_code == 401, route.name
        for one in CAST[1:]:
            browser = asking.world.browser(one, route.service)
            about: dict[str, Any] = {"base_url": browser.base, "headers": {"X-CSRF-Token": browser.token}, "json": {}}
            assert browser.http.post(route.rule, **about).status_code == 401, (route.name, one.name)
        asking.forget()


def test_h71_a_call_signed_for_something_else_is_refused(asking: Asking) -> None:
    """With a key of nobody, for the other service, another address, another body, or of a minute ago."""
    strange = dict.fromkeys(asking.world.settings.service_keys, b"x" * 32)
    for route in internal(asking):
        other = "matcher" if route.service == "tracker" else "tracker"
        wrong: list[dict[str, Any]] = [{"keys": strange}, {"keys": {"other": b"x" * 32}}, {"audience": other}]
        wrong += [{"path": "/internal/v1/else"}, {"body": b"[]"}, {"method": "PUT"}]
        wrong.append({"now": NOW - service_calls.TOLERANCE * 2})
        for changed in wrong:
            answer = call(asking, route, headers(asking, route, **changed))
            assert answer.status_code == 401, (route.name, changed)
        asking.forget()


def test_h70_a_call_is_heard_once(asking: Asking) -> None:
    for route in internal(asking):
        told = headers(asking, route)
        first, again = call(asking, route, told), call(asking, route, told)
        asking.forget()
        assert (first.status_code, again.status_code) == (400, 401), route.name  # an empty body is heard, and wrong


def test_a_call_reaches_no_further_than_the_person_in_it(asking: Asking) -> None:
    """In the name of the board of another place: no copy of the need, and nothing proposed for rows of the place."""
    by_rule = {route.rule: route for route in internal(asking)}
    need = f'{{"needId": "{asking.ids["need_id"]}", "sourceId": "{asking.ids["source_id"]}"}}'.encode()
    row = f'{{"key": "1", "placeId": "{asking.ids["place_id"]}", "source": "", "provider": "", "title": "{MARK}"}}'
    asked = {"/internal/v1/snapshots": need, "/internal/v1/likely-sources": f'{{"items": [{row}]}}'.encode()}
    found = {}
    for rule, body in asked.items():
        for who in ("bea", "otto"):
            route = by_rule[rule]
            answer = call(asking, route, headers(asking, route, who, body=body), body)
            asking.forget()
            found[route.rule, who] = (answer.status_code, MARK in answer.text)
    # Of the place itself too little is known here to match anything: that much its own board hears.
    assert found["/internal/v1/snapshots", "bea"][0] in (200, 400)
    assert found["/internal/v1/snapshots", "otto"] == (404, False)
    assert found["/internal/v1/likely-sources", "bea"] == (200, True)
    assert found["/internal/v1/likely-sources", "otto"] == (200, False)
