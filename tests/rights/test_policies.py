"""With the filter of the application off, PostgreSQL itself gives people outside no row of the place."""

from __future__ import annotations

import pytest

from tests.rights.asking import Heard, Route, routes_of
from tests.rights.cast import CAST, Person
from tests.rights.conftest import UnderPolicies
from tests.rights.test_every_route import QUIET

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

PEOPLE = {one.name: one for one in CAST}
STRANGERS = ("visitor", "otto", "evert", "valerie", "coen", "fons", "fleur")


def strangers(route: Route, number: int) -> list[Person]:
    """Who reaches nothing of the place. Each route is asked by the board of another place, and by one more in turn."""
    return [PEOPLE["otto"], PEOPLE[STRANGERS[number % len(STRANGERS)]]] if route.resource else [PEOPLE["visitor"]]


def asked(under: UnderPolicies, one: Person, route: Route) -> tuple[Heard, list[str]]:
    """One request, and the statements that handed out rows of the place on the way."""
    with under.watching.one_request() as foreign:
        heard = under.asking.ask(one, route, under.asking.own(route))
    return heard, foreign


def routes(under: UnderPolicies) -> list[Route]:
    return [one for one in routes_of(under.asking.world.apps) if not one.rule.startswith(QUIET)]


def test_h01_with_the_filter_off_nobody_outside_gets_a_row(
    under_policies: UnderPolicies, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every route, with the ids of things of the place: no foreign row from the database, no word of the place."""
    faults = []
    for number, route in enumerate(routes(under_policies)):
        for one in strangers(route, number):
            heard, foreign = asked(under_policies, one, route)
            faults += [f"{one.name}: {route.name}: {statement}" for statement in foreign]
            faults += [f"{one.name}: {route.name} tells a word of the place"] * heard.tells
    watching = under_policies.watching
    with capsys.disabled():
        print(
            f"\n{under_policies.asking.asked} requests without the filter, {watching.rows} rows, foreign {len(faults)}"
        )
        print(f"looked further by name: {dict(watching.by_system)}")
    assert not faults
    assert under_policies.asking.asked > 800 and watching.rows > 100


def test_the_watch_sees_rows_of_the_place(under_policies: UnderPolicies) -> None:
    """To its own board they come; and to a stranger too, when a superuser asks: it is the policies that keep them."""
    read = "tracker GET /api/v1/"
    by_name = {route.name: route for route in routes(under_policies)}
    draft, paper = by_name[f"{read}applications/<application_id>"], by_name[f"{read}documents/<document_id>"]
    heard, rows = asked(under_policies, PEOPLE["bea"], draft)
    assert heard.status == 200 and heard.tells and rows
    role, under_policies.databases.role = under_policies.databases.role, ""
    try:
        assert all(asked(under_policies, PEOPLE["mina"], route)[1] for route in (draft, paper))
    finally:
        under_policies.databases.role = role
