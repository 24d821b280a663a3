"""The steps: each asks the program, says by the model what must come, and keeps the model up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import note

from services.tracker.jobs.clock import tick
from shared.kernel.ids import new_id
from tests.services.tracker.client import BASE
from tests.services.tracker.machine.acts import BEFORE, TO_DO, WRITERS, Act
from tests.services.tracker.machine.acts_after import AFTER
from tests.services.tracker.machine.cascade import GRANTING, who_hear
from tests.services.tracker.machine.comparing import Comparing
from tests.services.tracker.machine.model import LATE_REPORT, Case, Now, end_of, offered
from tests.services.tracker.machine.table import ASKING, RESTING

ACTS: dict[str, Act] = BEFORE | AFTER
CLOSES_ON = date(2027, 2, 1)
LAST_DAY = date(2029, 6, 1)
"""After this day time goes by the hour: the mandates of the world end."""
UNREADABLE = {"no_version": 428, "no_key": 400, "odd_field": 400}
"""What can be wrong with a request before anybody looks at what it asks, and the answer."""


@dataclass
class Sent:
    """A request that was done, to send again."""

    who: str
    case: Case
    path: str
    body: Any
    version: int
    key: str
    answer: Any


class Doing(Comparing):
    """What may happen in one step."""

    sent: dict[str, Sent]
    """The newest request of each act that was done."""

    def do(self, case: Case, who: str, name: str, pick: int, stale: bool = False) -> int:
        """One act; gives the status."""
        act, now = ACTS[name], Now(self.world.clock.now(), who)
        body = act.fill(case, now, pick)
        path, version = self._address(act, case, now)
        seen, key = version - 1 if stale else version, new_id()
        expected, event = self._expected(act, case, now, stale), act.event_now(case, now)
        answer = self.client(who).send(act.method, path, body, version=seen, key=key)
        note(f"{name} by {who} in {case.state} of {case.need}: {answer.status_code}, expected {expected}")
        assert answer.status_code == expected, answer.text
        if expected == 200:
            self._take(act, name, case, now)
            self.walked.events[event] += 1
            if act.method == "POST":
                self.sent[name] = Sent(who, case, path, body, seen, key, (answer.status_code, answer.json))
        if pick % (2 if expected == 200 else 6) == 0:
            self.compare(case, who)
        else:
            self.compare_row(case)
        self.count(name, answer.status_code)
        return expected

    def _address(self, act: Act, case: Case, now: Now) -> tuple[str, int]:
        path, version = f"/applications/{case.id}", case.version
        if act.on_report:
            report, version = self.report(case)
            path += f"/reports/{report}"
        if act.path:
            path += "/" + act.path.format(one=now.given["one"].id if "one" in now.given else "")
        return path, version

    def _take(self, act: Act, name: str, case: Case, now: Now) -> None:
        case.version, case.acts = case.version + 1, case.acts + 1
        act.take(case, now)
        if act.path == "conditions":
            self._name_condition(case)
        if name in GRANTING:
            for one in who_hear(self.cases, case):
                one.heard += 1

    def _expected(self, act: Act, case: Case, now: Now, stale: bool) -> int:
        if now.who in act.unseen:
            return 404
        if now.who not in act.may:
            return 403
        if act.on_report and not case.report:
            return 404
        if stale:
            return 412
        found = act.judge(case, now)
        return self._alone(case, act) if found == 200 else found

    def _alone(self, case: Case, act: Act) -> int:
        """Nobody asks the same a second time while the first is under way."""
        if act.event in ("submit_elsewhere", "complete") and case.state in RESTING and self.under_way(case.need):
            return 409
        return 200

    def under_way(self, need: str) -> Case | None:
        """The application that is still being asked for a need, if there is one."""
        return next((case for case in self.cases if case.need == need and case.state in ASKING), None)

    def answer_to(self, case: Case, who: str, name: str, pick: int) -> int:
        """The status that the model expects of this act now."""
        act, now = ACTS[name], Now(self.world.clock.now(), who)
        act.fill(case, now, pick)
        return self._expected(act, case, now, stale=False)

    def _name_condition(self, case: Case) -> None:
        known = {one.id for one in case.conditions}
        (case.conditions[-1].id,) = {
            row["id"] for row in self.world.rows("award_condition", application_id=case.id)
        } - known

    # Beginning.

    def start(self, who: str, need: str, public: bool, as_idea: bool) -> None:
        """A new application, or an idea of one."""
        sent = {"needId": need, "sourceId": "fonds-voor-de-wijk", "asIdea": as_idea}
        answer = self.client(who).send("POST", "/applications", sent)
        expected = 404 if who == "otto" else 201 if who in WRITERS else 403
        assert answer.status_code == expected, answer.text
        if expected == 201:
            found = answer.json
            told_by = None if as_idea else self._teller(who)
            case = Case(found["id"], need, public, "idea" if as_idea else "draft", found["version"], {who}, told_by)
            assert found["state"] == case.state
            self.cases.append(case)
            self.walked.events["note" if as_idea else "start"] += 1
            self.compare(case, who)
        self.count("start", answer.status_code)

    def take_up(self, who: str, case: Case, as_idea: bool) -> None:
        """Starting what was begun already: an idea becomes a draft, anything else is refused."""
        sent = {"needId": case.need, "sourceId": "fonds-voor-de-wijk", "asIdea": as_idea}
        answer = self.client(who).send("POST", "/applications", sent)
        may_start = case.state == "idea" and not as_idea and case.source_status != "closed"
        expected = 404 if who == "otto" else 403 if who not in WRITERS else 201 if may_start else 409
        assert answer.status_code == expected, answer.text
        if expected == 201:
            assert (answer.json["id"], answer.json["state"]) == (case.id, "draft")
            case.state, case.version, case.acts = "draft", answer.json["version"], case.acts + 1
            case.told_by = self._teller(who)
            self.walked.events["start"] += 1
        self.compare(case, who)
        self.count("take_up_idea", answer.status_code)

    def resubmit(self, who: str, case: Case) -> None:
        """A new try after one that came to nothing."""
        now = Now(self.world.clock.now(), who)
        path = f"/applications/{case.id}/resubmissions"
        answer = self.client(who).send("POST", path, {"lessons": "Bel eerder"}, version=case.version)
        allowed = "resubmit" in offered(case, now) and not self.under_way(case.need)
        expected = 404 if who == "otto" else 403 if who not in WRITERS else 200 if allowed else 409
        assert answer.status_code == expected, f"resubmit {case.state}: {answer.status_code} {answer.text}"
        if expected == 200:
            case.version, case.acts = case.version + 1, case.acts + 1
            made = answer.json
            assert made["state"] == "draft" and made["id"] != case.id
            self.cases.append(
                Case(made["id"], case.need, case.public, "draft", made["version"], {who}, self._teller(who))
            )
            self.walked.events["resubmit"] += 1
        self.compare(case, who)
        self.count("resubmit", answer.status_code)

    def _teller(self, who: str) -> str | None:
        """Whoever starts took the date of the source over, while it lies ahead."""
        return who if Now(self.world.clock.now(), who).day <= CLOSES_ON else None

    # Time.

    def wait(self, hours: int) -> None:
        """Time goes by, and the clock does its work; what it does twice at once comes once."""
        hours = hours if self.world.clock.now().date() < LAST_DAY else 1
        self.world.clock.move(timedelta(hours=hours))
        self.clients.clear()
        tick(self.world.ctx)
        for case in self.cases:
            self._tick(case)
        if hours % 5 == 0:
            tick(self.world.ctx)
            for case in self.cases:
                self.compare_row(case)
        self.count("wait", None)

    def _tick(self, case: Case) -> None:
        before, event = case.state, self._due(case)
        if event:
            case.state = {"miss": "missed", "report_late": "report_overdue", "close": "closed"}[event]
            case.version, case.acts = case.version + 1, case.acts + 1
            self.walked.events[event] += 1
            self.compare(case, "bea")
        assert event or case.state == before
        self.compare_row(case)

    def _due(self, case: Case) -> str:
        """What the clock must do now."""
        now, closing = self.world.clock.now(), case.closing
        if case.state in ("draft", "internal_check", "ready") and closing and closing[1] and now >= end_of(closing[0]):
            return "miss"
        if case.state == "running" and case.report in TO_DO and case.report_due and now >= end_of(case.report_due):
            # In the days between, weekends and holidays decide: there the program tells.
            sure = now >= end_of(case.report_due) + LATE_REPORT
            return "report_late" if sure or self.row(case)["state"] == "report_overdue" else ""
        return "close" if case.state == "settled" and case.paid == case.final else ""

    # What is refused before it is looked at, and what comes twice.

    def send_again(self, name: str) -> None:
        """The same request once more gives the same answer, whatever happened since."""
        sent = self.sent[name]
        answer = self.client(sent.who).send("POST", sent.path, sent.body, version=sent.version, key=sent.key)
        assert (answer.status_code, answer.json) == sent.answer, answer.text
        self.compare(sent.case, sent.who)
        self.count("again", answer.status_code)

    def used_key(self, case: Case, name: str, pick: int) -> None:
        """The key of a request is refused for another application."""
        sent, act = self.sent[name], ACTS[name]
        now = Now(self.world.clock.now(), sent.who)
        body = act.fill(case, now, pick)
        path, version = self._address(act, case, now)
        answer = self.client(sent.who).send(act.method, path, body, version=version, key=sent.key)
        note(f"{name} with a key that was used: {answer.status_code}")
        assert answer.status_code == 422, answer.text
        self.compare_row(case)
        self.count(name, answer.status_code)

    def unreadable(self, case: Case, who: str, name: str, pick: int, wrong: str) -> None:
        """What can't be read is refused before anything else."""
        act, now = ACTS[name], Now(self.world.clock.now(), who)
        body = act.fill(case, now, pick)
        path, version = self._address(act, case, now)
        client = self.client(who)
        headers = {"X-CSRF-Token": client.token, "Idempotency-Key": new_id(), "If-Match": f'"{version}"'}
        headers.pop({"no_version": "If-Match", "no_key": "Idempotency-Key"}.get(wrong, ""), None)
        body = {**(body or {}), "odd": 1} if wrong == "odd_field" else body
        about: dict[str, Any] = {} if body is None else {"json": body}
        url = f"/api/v1{path}"
        answer = client.http.open(url, base_url=BASE, method=act.method, headers=headers, **about)
        note(f"{name} by {who} with {wrong}: {answer.status_code}")
        assert answer.status_code == UNREADABLE[wrong], answer.text
        self.compare_row(case)
        self.count(name, answer.status_code)
