"""Keys of programs against the paper: part of what their owner may, never what is the board's or an administrator's."""

from __future__ import annotations

import re

import pytest

from shared.access.actors import TokenScope
from tests.rights.asking import Asking, Route
from tests.rights.cast import CAST, KEYS, Person
from tests.rights.expecting import HELD_ANYWHERE, OF_ONE, OF_THE_PLACE, act_of, cell_of, fits, row_of
from tests.rights.paper import MEM
from tests.rights.particular import PARTICULAR, Expected
from tests.rights.test_every_route import is_early, is_empty, routes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

READER, WRITER, STRANGER = KEYS
DRAFTING = {"need", "draft", "internal note", "report"}
"""0043: what a program is for; the rest of what its owner may is for a person, or for reading only."""


def expected(one: Person, route: Route, named: set[str]) -> Expected:
    """By the paper and decision 0043, without the product's list of what a key may."""
    reads = route.method == "GET"
    if not reads and one.key is TokenScope.READ:
        return Expected.REFUSED
    if not route.resource:
        return Expected.ANY if reads else Expected.REFUSED
    if not one.inside:
        return Expected.NOT_ALLOWED if named & (OF_THE_PLACE | OF_ONE) else Expected.ANY
    row, act = row_of(route), act_of(route)
    if route.resource in HELD_ANYWHERE:
        return Expected.ANY
    if act not in cell_of(row, MEM):
        return Expected.NOT_ALLOWED
    is_particular = is_empty(route) or any(re.search(one.pattern, route.name) for one in PARTICULAR)
    is_meant = row in DRAFTING and cell_of(row, MEM)[act] == "" and act in ("r", "c", "u") and not is_particular
    return Expected.ALLOWED if is_meant and route.arguments and set(route.arguments) <= named else Expected.ANY


def wrong(asking: Asking, one: Person, route: Route) -> str | None:
    """What is wrong with the answer to this program; None when it is right."""
    own = asking.own(route)
    heard, wanted = asking.ask(one, route, own), expected(one, route, set(own))
    if is_early(route) and wanted is not Expected.REFUSED and heard.status in (400, 409, 412):
        wanted = Expected.ANY
    if fits(wanted, heard) and not (heard.tells and not one.inside):
        return None
    return f"{one.name}: {route.name} gave {heard.status}, expected {wanted.value}"


def test_a_key_may_part_of_what_its_owner_may(asking: Asking) -> None:
    """Every route of the APIs, with a key to read, one to write, and one of another place."""
    apis = [route for route in routes(asking) if route.is_api]
    assert len(apis) > 200
    assert not [fault for route in apis for one in KEYS if (fault := wrong(asking, one, route))]


def test_a_key_opens_no_page(asking: Asking) -> None:
    """On a page it counts as nobody: it is for programs."""
    pages = [route for route in routes(asking) if not route.is_api and "application_id" in route.arguments]
    read = [route for route in pages if route.method == "GET" and route.resource][:10]
    assert read
    for route in read:
        assert asking.ask(WRITER, route, asking.own(route)).asks_sign_in, route.name


def test_a_key_that_is_made_up_is_no_key(asking: Asking) -> None:
    browser = asking.world.browser(READER, "tracker")
    value = browser.http.environ_base["HTTP_AUTHORIZATION"]
    draft = f"/api/v1/applications/{asking.ids['draft']}"
    for other in (value[:-1] + ("A" if value[-1] != "A" else "B"), value.upper(), "Bearer steun_", f"{value} x"):
        browser.http.environ_base["HTTP_AUTHORIZATION"] = other
        with browser.http.get(draft, base_url=browser.base) as answer:
            assert answer.status_code == 401, other
        asking.forget()


def test_a_cookie_beside_a_key_does_not_count(asking: Asking) -> None:
    """A program that reads may not write because a person happens to be signed in next to it."""
    route = next(one for one in routes(asking) if one.name.endswith("PATCH /api/v1/applications/<application_id>"))
    browser = asking.world.browser(READER, route.service)
    person = asking.world.browser(next(one for one in CAST if one.name == "bea"), route.service)
    cookie = person.http.get_cookie("session", domain="127.0.0.1")
    assert cookie is not None
    browser.http.set_cookie("session", cookie.value, domain="127.0.0.1")
    headers = {"X-CSRF-Token": person.token, "If-Match": '"1"'}
    path = f"/api/v1/applications/{asking.ids['draft']}"
    answer = browser.http.patch(path, base_url=browser.base, headers=headers, json={"title": "Anders"})
    asking.forget()
    assert answer.status_code == 403
