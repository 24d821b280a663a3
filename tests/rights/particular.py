"""Routes that the table alone does not decide, each with the rule that does. Whoever adds one says why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tests.rights.asking import Route
from tests.rights.cast import Person


class Expected(StrEnum):
    """How a request should come out."""

    ANY = "any: the paper says nothing of it"
    SIGN_IN = "sign in first"
    ALLOWED = "allowed"
    REFUSED = "403"
    HIDDEN = "404"
    NOT_ALLOWED = "403 or 404"
    DEPENDS = "allowed or 403"


@dataclass(frozen=True)
class Particular:
    """`people` (names; none is everybody) get `expected` on the routes whose name the pattern finds."""

    pattern: str
    people: str
    expected: Expected
    why: str

    def covers(self, one: Person, route: Route) -> bool:
        """Whether this is about the person and the route."""
        if self.people and one.name not in self.people.split():
            return False
        return re.search(self.pattern, route.name) is not None


TEAM = "mo victor vera cor"
OUTSIDE = "otto mina valerie coen fons fleur adam evert"

PARTICULAR = (
    Particular(
        r"bank-accounts?/<account_id>/(number|evidence)",
        "mo vera cor",
        Expected.REFUSED,
        "who sees a number masked does not get it whole",
    ),
    Particular(r"/sharing$", "victor vera cor", Expected.DEPENDS, "0038: only the place itself chooses what it shares"),
    Particular(r"mandate-requests$", "evert", Expected.ANY, "0038: a volunteer of the coalition asks for a mandate"),
    Particular(r"/searches/<search_id>/restorations", "mo", Expected.ANY, "nothing was thrown away: 404"),
    Particular(r"sheets/<sheet_id>", TEAM, Expected.ANY, "0024: a sheet is of who brought it"),
)

EMPTY = (
    (r"/documents/<document_id>/restore$", "the document was not removed"),
    (r"/payments/<payment_id>/photo$", "a payment by bank has no photo"),
    (r"/deadlines/<deadline_id>/", "the closing day has no end by hand"),
    (r"/trust/<place_id>", "the place is not in trust"),
    (r"tracker POST /applications/<application_id>/documents$", "no document is chosen"),
    (r"POST /payouts/entries/<entry_id>$", "no payment is chosen"),
    (r"PUT .*/applications/<application_id>/source$", "the need and source are of the made-up matcher"),
    (r"/budget/what-if$", "no other application of the project is asked for"),
)
"""Routes to something that the place does not have: 404 for everybody."""

EARLY = (
    (r"POST /needs/<need_id>/answers$", "an answer that is none leads back to the need"),
    (r"/duties/<obligation_id>$", "a choice that is none leads back to the agreement"),
    (r"/applications/<application_id>/source(/undo)?$", "a choice that is none leads back to the application"),
    (r"/partners/<partnership_id>/", "the partner is no place here: that comes before who signs for it"),
    (r"/documents(/<document_id>)?(/new|/versions)?$", "the file is looked at first"),
    (r"POST /payouts/", "the form is read first"),
    (r"/people/<person_id>/role$", "the role is read first: what may be given depends on it"),
    (r"/bank-accounts/<account_id>/(approvals|evidence|rejections)$", "who may see it hears that it changed"),
)
"""Routes that look at what was sent before they look at who sends it: 303, 400, 409 or 412 for everything alike."""
