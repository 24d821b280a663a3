"""Gives the place something of everything that an address can name, the way its people do: over the API."""

from __future__ import annotations

import io
from typing import Any

from services.matcher.api import complete_api
from services.tracker.api.routes import api as tracker_api
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import Endpoint
from tests.rights.bodies import PDF, body_for
from tests.rights.cast import CAST
from tests.rights.world import RightsWorld
from tests.services.tracker.awarding import carried_out, cost
from tests.services.tracker.budget_acts import second_source
from tests.services.tracker.payouts.made import awards_csv, entry, photo, statement
from tests.services.tracker.payouts.paying import Host
from tests.services.tracker.usecases.agreeing.test_agreements import in_force

LATER = "2027-01-31"
MARK = "Tulpenkwartier"
"""A word that stands in titles and texts of the place: nobody outside may ever read it."""


def endpoints_of() -> dict[tuple[str, str, str], Endpoint]:
    """Every API route by service, method and address."""
    both = (("matcher", complete_api()), ("tracker", tracker_api))
    return {(name, one.method, f"/api/v1{one.path}"): one for name, api in both for one in api.endpoints}


class Furnishing:
    """What the people of the place make; `ids` are the arguments of addresses."""

    def __init__(self, world: RightsWorld) -> None:
        self.world = world
        self.endpoints = endpoints_of()
        self.ids: dict[str, str] = {}
        self.people = {one.name: one for one in CAST}

    def act(
        self, service: str, who: str, method: str, rule: str, more: dict[str, Any] | None = None, **arguments: str
    ) -> Any:
        """One call that must succeed: the smallest body that the route takes, with `more` in it."""
        schema = self.endpoints[service, method, rule].body
        body = {**(body_for(schema) if schema else {}), **(more or {})}
        path = rule
        for name, value in {**self.ids, **arguments}.items():
            path = path.replace(f"<{name}>", value)
        answer = self._send(service, who, method, path, body if schema else None)
        assert answer.status_code < 300, f"{who} {method} {path}: {answer.status_code} {answer.text}"
        return answer.get_json() if answer.data and answer.is_json else answer

    def _send(self, service: str, who: str, method: str, path: str, body: Any) -> Any:
        browser = self.world.browser(self.people[who], service)
        headers = {"X-CSRF-Token": browser.token, "Idempotency-Key": new_id(), "If-Match": self._version(path)}
        about: dict[str, Any] = {}
        if body is not None:
            files = any(isinstance(value, tuple) for value in body.values())
            about = {"data" if files else "json": body}
        return browser.http.open(path, base_url=browser.base, method=method, headers=headers, **about)

    def _version(self, path: str) -> str:
        """The version that holds of the application in an address, which most acts ask for."""
        application_id = path.removeprefix("/api/v1/applications/").partition("/")[0]
        rows = self.world.tracker.rows("application", id=application_id)
        return f'"{rows[0]["version"]}"' if rows else '"1"'

    def matcher(self, *given: Any, **more: Any) -> Any:
        """An act in the matcher."""
        return self.act("matcher", *given, **more)

    def tracker(self, *given: Any, **more: Any) -> Any:
        """An act in the tracker."""
        return self.act("tracker", *given, **more)

    def row(self, table: str, column: str = "id", **where: Any) -> str:
        """A value of the newest row of a table of the tracker."""
        found = self.world.tracker.rows(table, **where)
        assert found, table
        return str(found[-1][column])


def furnish(world: RightsWorld) -> dict[str, str]:
    """Everything; gives the value of each argument of an address."""
    made = Furnishing(world)
    made.ids |= world.ids
    made.ids |= {"place_id": world.ids["place"], "organisation_id": world.ids["place"], "host_id": world.ids["place"]}
    made.ids |= {"person_id": world.ids["mo"], "mandate_id": world.ids["mandate_victor"]}
    for part in (_needs, _people, _own, _catalogue, _award, _money, _draft, _agreements, _street, _sheet):
        part(made)
    return made.ids


def _needs(made: Furnishing) -> None:
    need: dict[str, Any] = {
        "placeId": made.ids["place_id"],
        "title": f"Borrel {MARK}",
        "description": "Soep en lampjes op het plein.",
    }
    need |= {"support": ["money"], "themes": ["meeting"], "amountSought": "150"}
    made.ids["need_id"] = made.matcher("mo", "POST", "/api/v1/needs", need)["id"]


def _people(made: Furnishing) -> None:
    ids = made.ids
    asked = made.matcher(
        "victor", "POST", "/api/v1/places/<place_id>/mandate-requests", {"endsOn": LATER, "acts": ["draft"]}
    )
    ids["request_id"] = asked["id"]
    where = "/api/v1/organisations/<organisation_id>"
    ids["invitation_id"] = made.matcher("bea", "POST", f"{where}/invitations", {"role": "member"})["id"]
    hook = {"description": MARK, "url": "https://93.184.215.14/haak", "topics": ["money"]}
    ids["endpoint_id"] = made.matcher("bea", "POST", f"{where}/endpoints", hook)["id"]
    rest = {"organisationId": ids["place_id"], "startsOn": "2026-12-20", "endsOn": "2027-01-03"}
    ids["rest_id"] = made.matcher("bea", "POST", "/api/v1/rests", rest)["id"]


def _own(made: Furnishing) -> None:
    made.ids["search_id"] = made.matcher("mo", "POST", "/api/v1/searches", {"words": MARK})["id"]
    away = {"startsOn": "2026-12-24", "endsOn": "2026-12-24", "standInId": made.ids["bea"]}
    made.ids["leave_id"] = made.matcher("mo", "POST", "/api/v1/leaves", away)["id"]


def _catalogue(made: Furnishing) -> None:
    sources = made.world.browser(made.people["visitor"], "matcher")
    found = sources.http.get("/api/v1/sources", base_url=sources.base).get_json()
    made.ids["source_id"] = found["items"][0]["id"]


def _award(made: Furnishing) -> None:
    world, ids = made.world.tracker, made.ids
    world.offer()
    program = carried_out(world)
    ids["award"] = program.id
    ids["report_id"] = made.row("report", application_id=ids["award"])
    done = {"placeId": ids["place_id"], "happenedOn": "2026-11-22", "applicationIds": [ids["award"]]}
    done |= {"what": f"Gekookt {MARK}", "costs": [cost(program, "10.00")]}
    ids["activity_id"] = made.tracker("mo", "POST", "/api/v1/activities", done)["id"]
    picture = {"file": (io.BytesIO(photo()), "bon.jpg")}
    made.tracker("mo", "POST", "/api/v1/activities/<activity_id>/photos", picture)
    ids["photo_id"] = made.row("activity_photo")


def _money(made: Furnishing) -> None:
    ids, base = made.ids, "/api/v1/applications/<application_id>"
    here = {"application_id": ids["award"]}
    plan = {"kind": "advance", "advancePercent": 75, "firstOn": "2026-11-22"}
    made.tracker("bea", "POST", f"{base}/money/plans", plan, **here)
    ids["instalment_id"] = made.row("instalment")
    made.tracker("bea", "POST", f"{base}/money/credits", {"amount": "1000", "receivedOn": "2026-11-22"}, **here)
    ids["credit_id"] = made.row("credit")
    account = {"holder": "Huis van de wijk", "owner": "place", "evidenceKept": True, "placeId": ids["place_id"]}
    ids["account_id"] = made.tracker("bea", "POST", "/api/v1/bank-accounts", account)["id"]
    paper = {"file": (io.BytesIO(PDF), "afschrift.pdf")}
    made.tracker("bea", "POST", "/api/v1/bank-accounts/<account_id>/evidence", paper)


def _draft(made: Furnishing) -> None:
    ids, world = made.ids, made.world.tracker
    ids["draft"] = second_source(world).id
    base, here = "/api/v1/applications/<application_id>", {"application_id": ids["draft"]}
    made.tracker("mo", "PATCH", base, {"title": f"Keuken {MARK}"}, **here)
    paper = {"kind": "other", "file": (io.BytesIO(PDF), f"{MARK}.pdf")}
    ids["document_id"] = made.tracker("mo", "POST", "/api/v1/places/<place_id>/documents", paper)["id"]
    made.tracker("mo", "POST", f"{base}/documents", {"documentId": ids["document_id"]}, **here)
    ids["link_id"] = made.row("document_link")
    ids["task_id"] = made.tracker("mo", "POST", f"{base}/tasks", {"text": f"Bel {MARK}"}, **here)["id"]
    ids["partnership_id"] = made.tracker("bea", "POST", f"{base}/partners", {"name": f"Samen {MARK}"}, **here)["id"]
    ids["deadline_id"] = made.row("deadline", application_id=ids["draft"])
    letter = {"file": (io.BytesIO(PDF), "brief.pdf")}
    made.tracker("bea", "POST", f"{base}/letters", letter, application_id=ids["award"])
    ids["reading_id"] = made.row("letter_reading")


def _agreements(made: Furnishing) -> None:
    agreement = in_force(made.world.tracker, title=f"Huiskamer {MARK}")
    made.ids["agreement_id"] = agreement.id
    made.ids["obligation_id"] = made.row("obligation")
    goal = {"organisationId": made.ids["place_id"], "name": f"Plan {MARK}", "endsOn": LATER, "goals": ["Elkaar kennen"]}
    made.ids["strategy_id"] = made.tracker("bea", "POST", "/api/v1/neighbourhood-strategies", goal)["id"]


def _street(made: Furnishing) -> None:
    ids = made.ids
    host = Host(made.world.tracker)
    group = host.street()
    ids["group_id"] = group.id
    ids["payee_id"] = host.payee(group).id
    paid, spare = host.plan(group, 10_000)[0], host.plan(group, 5_000)[0]
    ids["payment_id"] = spare.id
    ids["batch_id"] = host.propose(paid).id
    receipt = {"photo": (io.BytesIO(photo(90)), "bon.jpg")}
    made.tracker("bea", "POST", "/api/v1/payout-groups/<group_id>/receipts", receipt)
    ids["receipt_id"] = made.row("payout_receipt")
    listed = {"file": (io.BytesIO(awards_csv(2, first=7)), "straten.csv")}
    made.tracker("bea", "POST", "/api/v1/payout-hosts/<host_id>/awards-imports", listed)
    ids["awards_import"] = made.row("payout_import")
    booked = {"file": (io.BytesIO(statement(entry(1_500, text="Onbekend"))), "afschrift.xml")}
    made.tracker("bea", "POST", "/api/v1/payout-hosts/<host_id>/statements", booked)
    ids["statement_id"], ids["entry_id"] = made.row("payout_statement"), made.row("payout_entry")


def _sheet(made: Furnishing) -> None:
    rows = [["Fonds", "Project", "bedrag"], ["Fonds Noord", f"Keuken {MARK}", "2000"]]
    made.tracker("bea", "POST", "/api/v1/sheets", {"name": "Overzicht", "rows": rows})
    made.ids["sheet_id"] = made.row("sheet_import")
