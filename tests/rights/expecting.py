"""What the paper, with the decisions that differ from it, expects of a request: worked out without the product."""

from __future__ import annotations

from tests.rights.asking import Heard, Route
from tests.rights.cast import VISITOR, Person
from tests.rights.deviations import ADDED, CHANGED
from tests.rights.paper import ADM, FUN, PAPER, PUB, VOL
from tests.rights.particular import PARTICULAR, Expected

ROWS = {
    "place_page": "place public",
    "place_profile": "place private",
    "application_draft": "draft",
    "submitted_application": "submitted",
    "funder_review": "review",
    "access_key": "key",
}
ACTS = {"read": "r", "create": "c", "update": "u", "delete": "d", "add_paper": "paper"}
KNOWN_BY = {"submission": "draft", "key": "place private", "exchange": "place private", "people": "place private"}
KNOWN_BY |= {"audit log": "place private"}
"""Rows whose things are known to who may read another row: their refusal is 403 and not 404."""

MONEY = {"bank account", "instalment", "repayment", "payout"}
OF_THE_PLACE = {
    *("place_id", "organisation_id", "host_id", "need_id", "application_id", "agreement_id", "group_id", "batch_id"),
    *("document_id", "account_id", "payment_id", "sheet_id", "activity_id", "payee_id", "receipt_id", "statement_id"),
    *("endpoint_id", "rest_id", "strategy_id", "photo_id", "entry_id", "invitation_id", "import_id"),
}
"""Arguments of an address that name a thing of the place."""
OF_ONE = {"search_id", "leave_id"}
"""Arguments that name a thing of one person: of Mo."""
HELD_ANYWHERE = {"source", "own_inbox", "privacy_request", "signed_in"}
"""What a role anywhere is enough for."""


def row_of(route: Route) -> str:
    """The row of the paper that the route is about."""
    return ROWS.get(route.resource, route.resource.replace("_", " "))


def act_of(route: Route) -> str:
    """The act in the words of the paper."""
    return ACTS.get(route.action, route.action.replace("_", " "))


def cell_of(row: str, column: str) -> dict[str, str]:
    """What a column may do, with the conditions that the product should set."""
    cell = dict(PAPER.get(row, {}).get(column, {})) if row not in ADDED else dict(ADDED[row][0].get(column, {}))
    for (where, who, act), (said, _why) in CHANGED.items():
        if (where, who) == (row, column) and said is not None:
            cell[act] = said
    return cell


def expected(one: Person, route: Route, named: set[str]) -> Expected:
    """How the request should come out; `named` are the arguments that name something that there is."""
    particular = next((rule for rule in PARTICULAR if rule.covers(one, route)), None)
    if particular:
        return particular.expected
    if not route.resource:
        return Expected.ANY
    if one is VISITOR:
        public = cell_of(row_of(route), PUB)
        return Expected.ANY if act_of(route) in public else Expected.SIGN_IN
    if named & OF_ONE:
        return Expected.ALLOWED if one.name == "mo" else Expected.HIDDEN
    if not named & OF_THE_PLACE:
        return Expected.ANY
    if not one.inside or one.ended:
        return Expected.HIDDEN
    return Expected.ANY if route.resource in HELD_ANYWHERE else _inside(one, route)


def _inside(one: Person, route: Route) -> Expected:
    row, act = row_of(route), act_of(route)
    if one.column == FUN:
        return Expected.HIDDEN  # the desk of a funder is not there yet: nothing of a place is in reach
    if one.column == ADM:
        return Expected.NOT_ALLOWED if act not in cell_of(row, ADM) else Expected.DEPENDS
    cell = cell_of(row, one.column)
    if act in cell and not (one.column == VOL and not _mandate_covers(one, row)):
        return _by_condition(one, cell[act])
    if not _knows(one, row, act):
        return Expected.HIDDEN
    # Looking at the form of an act is reading; sending it is the act.
    return Expected.DEPENDS if route.method == "GET" and not route.is_api else Expected.REFUSED


def _mandate_covers(one: Person, row: str) -> bool:
    acts = {act.value for act in one.acts}
    if row in MONEY:
        return "money" in acts
    return row != "submission" or "submit" in acts


def _by_condition(one: Person, condition: str) -> Expected:
    words = set(condition.split(", ")) - {"", "claimed", "masked", "propose", "place", "coalition", "own place"}
    if "written mandate" in words:
        return Expected.ALLOWED if one.written else Expected.REFUSED
    return Expected.DEPENDS if words else Expected.ALLOWED


def _knows(one: Person, row: str, act: str) -> bool:
    if one.column == VOL and not _mandate_covers(one, row) and row in MONEY:
        return False
    reading = cell_of(KNOWN_BY.get(row, row), one.column)
    return "r" in reading or bool(set(cell_of(row, one.column)) - {act})


def fits(expected_: Expected, heard: Heard) -> bool:
    """Whether the answer is what was expected. A bug (5xx) never is."""
    if heard.status >= 500:
        return False
    passes = heard.status not in (401, 403, 404) and not heard.asks_sign_in
    match expected_:
        case Expected.ANY:
            return True
        case Expected.SIGN_IN:
            return heard.asks_sign_in
        case Expected.ALLOWED:
            return passes
        case Expected.DEPENDS:
            return passes or heard.status == 403
        case Expected.NOT_ALLOWED:
            return heard.status in (403, 404)
        case Expected.REFUSED:
            return heard.status == 403
    return heard.status == 404
