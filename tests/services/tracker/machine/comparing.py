"""What is compared after a step: row, answer, what is offered, audit rows, reminders, money, messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shared.access import sessions
from shared.access.sessions import Means
from shared.audit import entries
from shared.kernel.ids import new_id
from tests.services.tracker.client import Client
from tests.services.tracker.machine.model import Case, Now, offered
from tests.services.tracker.machine.table import RESTING, WITH_MONEY


@dataclass
class Walked:
    """What all walks of one database did. `answers` counts by act and status, `numbers` has the number of each walk,
    `goals` the order of its goals."""

    steps: int = 0
    states: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    numbers: dict[int, int] = field(default_factory=dict)
    goals: dict[int, list[str]] = field(default_factory=dict)

    @property
    def statuses(self) -> set[int]:
        """Every status that was answered."""
        return {status for _act, status in self.answers}


class Comparing:
    """The real thing beside the model. `world`, `http`, `clients`, `cases` and `walked` are set by the machine."""

    world: Any
    http: Any
    clients: dict[str, Client]
    cases: list[Case]
    walked: Walked

    def compare(self, case: Case, who: str) -> None:
        """Everything about one application, as this person sees it."""
        self.compare_row(case)
        answer = self.client(who).send("GET", f"/applications/{case.id}")
        assert answer.status_code == (404 if who == "otto" else 200), answer.text
        if who != "otto":
            shown = answer.json
            assert (shown["state"], shown["version"]) == (case.state, case.version)
            told, due = set(shown["allowedEvents"]), offered(case, Now(self.world.clock.now(), who))
            assert told == due, (case.state, who, told ^ due)
            assert sum(one["ruling"] is None for one in shown["objections"]) == case.objection
            assert sum(one["metOn"] is None for one in shown["conditions"]) == len(case.still_open)
        self._compare_audit(case)
        self._compare_reminders(case)
        if case.state in WITH_MONEY:
            self._compare_money(case)

    def compare_row(self, case: Case) -> None:
        """State and version, straight from the database."""
        row = self.row(case)
        assert (row["state"], row["version"]) == (case.state, case.version), f"{case.state}/{case.version}: {row}"
        self.walked.states[case.state] += 1

    def _compare_money(self, case: Case) -> None:
        award = self.client("bea").send("GET", f"/applications/{case.id}/award").json
        found = (award["received"], award["repaid"], award["claimLeft"])
        wanted = (case.received, case.repaid, case.claim)
        assert found == tuple(None if cents is None else _short(cents) for cents in wanted)
        assert any(one["state"] == "open" for one in award["changes"]) == case.change
        reports = [one["state"] for one in award["reports"] if one["kind"] == "final"]
        assert reports == ([] if case.report in ("", "withdrawn") else [case.report])

    def _compare_audit(self, case: Case) -> None:
        """One row per act on this application, and one per message about the yes of another funder."""
        with self.world.ctx.database.read() as connection:
            found = Counter(line.action for line in entries(connection, f"application:{case.id}"))
        notes = found.pop("application.funder_note_prepared", 0)
        assert (found.total(), notes) == (case.acts, case.heard), f"{case}: {found}, {notes} notes"

    def _compare_reminders(self, case: Case) -> None:
        newest: dict[Any, Any] = {}
        for row in self.world.rows("deadline", application_id=case.id):
            newest[row["id"]] = max(newest.get(row["id"], (0, "")), (row["version"], row["kind"]))
        for row in self.world.rows("reminder", application_id=case.id):
            if row["state"] == "planned":
                version, kind = newest[row["deadline_id"]]
                assert row["deadline_version"] == version, "a reminder of a date that was moved"
                assert case.state not in RESTING or kind == "objection", f"{kind} in {case.state}"
        late = [row for row in self.world.rows("late_step", application_id=case.id) if row["state"] == "planned"]
        assert not (late and case.state in RESTING), f"a late report is told of in {case.state}"

    def compare_told(self) -> None:
        """Every message once, and none that was not to be told."""
        for case in self.cases:
            rows = self.world.rows("outbox_intent", subject=f"application:{case.id}")
            found = Counter(row["data"].get("news") or row["kind"] for row in rows)
            for kind in {"application_submitted", "completion_asked", "decision_recorded", *case.told}:
                assert found[kind] == case.told.get(kind, 0), f"{kind}: {found} {case.told}"

    def client(self, who: str) -> Client:
        """The browser of somebody who is signed in."""
        if who not in self.clients:
            with self.world.ctx.people.transaction() as connection:
                at = self.world.clock.now()
                value = sessions.start(connection, person_id=self.world.ids[who], means=Means.PASSKEY, at=at)
            http = self.http.test_client()
            http.set_cookie("session", value, domain="127.0.0.1")
            self.clients[who] = Client(http, sessions.csrf_token(self.world.ctx.settings.secret, value))
        return self.clients[who]

    def row(self, case: Case) -> Any:
        """The row of an application."""
        (row,) = self.world.rows("application", id=case.id)
        return row

    def report(self, case: Case) -> tuple[str, int]:
        """The newest final report with its version; one that does not exist when there is none."""
        rows = [row for row in self.world.rows("report", application_id=case.id) if row["kind"] == "final"]
        rows.sort(key=lambda row: row["made_at"])
        return (rows[-1]["id"], rows[-1]["version"]) if rows else (new_id(), 1)

    def count(self, act: str, status: int | None) -> None:
        """A step that was done; without a status it was no request."""
        self.walked.steps += 1
        if status is not None:
            self.walked.answers[act, status] += 1


def _short(cents: int) -> str:
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}" if part else f"{whole}"
