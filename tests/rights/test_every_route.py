"""Every route of both applications, asked by everybody: the answers are those of the paper, on both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.rights.asking import Asking, Heard, Route, routes_of
from tests.rights.cast import CAST, Person
from tests.rights.expecting import OF_ONE, OF_THE_PLACE, expected, fits
from tests.rights.particular import EARLY, EMPTY, Expected

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

QUIET = ("/internal/", "/static/", "/health/", "/metrics")
"""For machines, which prove themselves otherwise: tests/shared/access/test_service_calls.py."""


def routes(asking: Asking) -> Iterator[Route]:
    return (one for one in routes_of(asking.world.apps) if not one.rule.startswith(QUIET))


def chosen(asking: Asking) -> Iterator[Route]:
    """Those of the routes that are asked on this database: all, or a part that stays the same."""
    return (one for one in routes(asking) if asking.is_chosen(one))


def outsiders(route: Route) -> list[Person]:
    """Who has nothing to do with the place. At a page one is enough: it asks the same function as the API."""
    names = ("otto", "evert", "valerie", "coen", "fons") if route.is_api else ("otto",)
    return [one for one in CAST if one.name in names]


def insiders(route: Route) -> list[Person]:
    """Who is of the place or looks after it, and a visitor; those who only look, at what is done only by API."""
    left_out = () if route.is_api else ("vera", "fleur", "evert")
    return [one for one in CAST if one.inside and not one.ended and one.name not in left_out]


ABSENT = {
    Expected.ALLOWED: Expected.ANY,
    Expected.DEPENDS: Expected.ANY,
    Expected.REFUSED: Expected.NOT_ALLOWED,
}


def is_empty(route: Route) -> bool:
    return any(re.search(pattern, route.name) for pattern, __ in EMPTY)


def is_early(route: Route) -> bool:
    return any(re.search(pattern, route.name) for pattern, __ in EARLY)


def wrong(asking: Asking, one: Person, route: Route, *, other_state: bool = False) -> str | None:
    """What is wrong with the answer to this person; None when it is right."""
    own = asking.own(route, other_state=other_state)
    heard = asking.ask(one, route, own)
    wanted = expected(one, route, set(own))
    if set(route.arguments) - set(own) or is_empty(route):
        wanted = ABSENT.get(wanted, wanted)  # it names something that is not there
    if other_state and heard.status == 404 and one.inside:
        return None  # in this state, or with this application, there is no such thing
    if is_early(route) and heard.status in (303, 400, 409, 412):
        wanted = Expected.ANY
    if fits(wanted, heard) and not (heard.tells and one in outsiders(route)):
        return None
    return f"{one.name}: {route.name} gave {heard.status} {heard.location}, expected {wanted.value}"


def test_the_matrix_of_the_paper(asking: Asking, capsys: pytest.CaptureFixture[str]) -> None:
    """Role x resource x action, for things of the place: who is in it, who is not, and whose mandate just ended."""
    faults: list[str | None] = []
    for route in chosen(asking):
        faults += [wrong(asking, one, route) for one in [*insiders(route), *outsiders(route)]]
    asked = asking.asked
    with capsys.disabled():
        print(f"\n{asked} requests compared with the paper")
    assert not [fault for fault in faults if fault]
    assert asked > 6000 / asking.one_in / 2


def test_the_matrix_in_another_state(asking: Asking) -> None:
    """The same acts on an application in a state that they are not meant for: rights come first, and nothing breaks."""
    people = [one for one in CAST if one.name in ("bea", "mo", "otto")]
    moved = [one for one in chosen(asking) if "application_id" in one.arguments and one.is_api]
    faults = [wrong(asking, one, route, other_state=True) for route in moved for one in people]
    assert not [fault for fault in faults if fault]
    assert len(faults) > 250 / asking.one_in / 2


def test_h01_what_is_foreign_is_like_what_does_not_exist(asking: Asking) -> None:
    """Status and body are the same for a thing of another place, and for none at all."""
    faults, compared = [], 0
    for route in chosen(asking):
        named = set(asking.own(route)) & (OF_THE_PLACE | OF_ONE)
        if not named or "mandate-requests" in route.rule:
            continue
        for one in outsiders(route)[:1]:
            foreign, none = asking.ask(one, route, asking.own(route)), asking.ask(one, route, _none(asking, route))
            compared += 1
            if (foreign.status, foreign.body) != (none.status, none.body):
                faults.append(f"{one.name}: {route.name} {foreign.status} {none.status}")
    assert not faults
    assert compared > 400 / asking.one_in / 2


def _none(asking: Asking, route: Route) -> dict[str, str]:
    """The same address with an unknown id for everything that is of the place."""
    return {name: value for name, value in asking.own(route).items() if name not in OF_THE_PLACE | OF_ONE}


def test_h02_files_fragments_and_exports_of_another_place_are_not_found(asking: Asking) -> None:
    """What is not a page: calendar, CSV, print, photos, papers, statements."""
    words = ("/file", "/content", ".csv", ".ics", "/print", "/photo", "/evidence", "/paper", "/sheet", "/number")
    found = [one for one in routes(asking) if one.method == "GET" and one.rule.endswith(words)]
    of_place = [one for one in found if set(asking.own(one)) & OF_THE_PLACE]
    assert len(of_place) >= 8
    for route in of_place:
        for one in outsiders(route):
            assert asking.ask(one, route, asking.own(route)).status == 404, (route.name, one.name)


def test_h03_a_list_of_another_place_is_empty_or_refused(asking: Asking) -> None:
    """A place in the query opens nothing: no title, no name and no count of it."""
    lists = [one for one in routes(asking) if one.method == "GET" and not one.arguments and one.resource]
    assert len(lists) > 60
    place = asking.ids["place_id"]
    for route in lists:
        for name in ("place", "placeId", "organisationId"):
            for one in outsiders(route)[:1]:
                heard = asking.ask(one, route, {}, f"?{name}={place}")
                assert heard.status < 500 and not heard.tells, (route.name, one.name, name)


def test_h05_an_open_tab_of_an_ended_mandate_gets_404(asking: Asking) -> None:
    """The session still lives, the mandate ended a second ago."""
    evert = next(one for one in CAST if one.ended)
    for rule in ("/applications/<application_id>", "/documents/<document_id>", "/agreements/<agreement_id>"):
        route = next(one for one in routes(asking) if one.rule == rule and one.method == "GET")
        assert asking.ask(evert, route, asking.own(route)).status == 404


def test_no_answer_is_a_bug(asking: Asking) -> None:
    """Addresses with ids that are none: negative, huge, with a null, with digits of another script (H14)."""
    odd = ("-1", "9" * 40, "%00", "١٢٣", "..%2f..", "' OR 1=1 --")
    bea = next(one for one in CAST if one.name == "bea")
    heard: list[tuple[str, Heard]] = []
    for route in (one for one in routes(asking) if one.method == "GET" and one.arguments):
        for value in {"%00", odd[len(heard) % len(odd)]}:
            heard.append((route.name, asking.ask(bea, route, dict.fromkeys(route.arguments, value))))
    assert not [(name, one.status) for name, one in heard if one.status >= 500]
