"""The machine: random people do random things to a few applications, over HTTP, and every answer is compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from services.tracker.app import create_app
from services.tracker.jobs.clock import tick
from shared.access import sessions
from shared.access.actors import Role
from shared.access.sessions import Means
from shared.audit import entries
from shared.kernel.ids import new_id
from tests.services.tracker.client import BASE, Client
from tests.services.tracker.machine.acts import BEFORE, TO_DO, WRITERS, Act
from tests.services.tracker.machine.acts_after import AFTER
from tests.services.tracker.machine.model import LATE_REPORT, ROLES, Case, Now, end_of, offered
from tests.services.tracker.machine.table import ASKING, RESTING, WITH_MONEY

ACTS: dict[str, Act] = BEFORE | AFTER
DULL = ("stop", "withdraw", "decide_rejected", "decide_referral", "contact_closed", "edit", "decline", "revoke")
"""What ends an application early is chosen less often, else few come to their end."""
ENOUGH = 8
CLOSES_ON = date(2027, 2, 1)
PEOPLE = st.sampled_from(sorted(ROLES))
PAUSES = (1, 5, 24, 24 * 3, 24 * 15, 24 * 40)
"""In hours."""


@dataclass
class Sent:
    """A request that was done, to send again."""

    who: str
    act: Act
    case: Case
    path: str
    body: Any
    version: int
    key: str
    answer: Any


@dataclass
class Walked:
    """What all walks of one database did."""

    steps: int
    statuses: Counter[int]
    states: Counter[str]
    events: Counter[str]


class Life(RuleBasedStateMachine):
    """A place with its people and a handful of applications; `open_world` and `walked` are given by the test."""

    open_world: Any = None
    walked: Walked

    @initialize(public=st.booleans())
    def begin(self, public):
        self.world = type(self).open_world()
        self.world.join("bob", Role.BOARD)
        self.http = create_app(self.world.ctx.settings, context=self.world.ctx)
        self.clients: dict[str, Client] = {}
        self.cases: list[Case] = []
        self.last: Sent | None = None
        for name in ("need-1", "need-2"):
            kind = "government" if public == (name == "need-1") else "fund"
            self.world.offer(need_id=name, provider_kind=kind, document={"id": "bron", "decision_weeks": 8})
        self._start("mo", "need-1", public, as_idea=False)
        self._start("bea", "need-2", not public, as_idea=True)

    def teardown(self):
        if hasattr(self, "world"):
            self._check_told()
            self.world.ctx.database.dispose()

    @rule(kind=st.integers(0, 23), who=PEOPLE, pick=st.integers(0, 23), choice=st.integers(0, 499))
    def step(self, kind, who, pick, choice):
        """One step: mostly what the table allows, often what it forbids, now and then something else."""
        case = self.cases[choice % len(self.cases)]
        rare = {0: self._begin_again, 1: self._try_again, 2: self._malformed, 3: self._send_again}
        if kind in rare:
            rare[kind](case, who, pick)
        elif kind in (4, 5):
            self._wait(PAUSES[pick % len(PAUSES)])
        elif kind < 10:
            self._do(case, who, sorted(ACTS)[choice % len(ACTS)], pick, stale=pick % 4 == 0)
        else:
            likely = self._likely(case, pick)
            who, name = likely[choice % len(likely)] if likely else (who, "object")
            self._do(case, who, name, pick, stale=pick % 12 == 0)

    # The steps.

    def _begin_again(self, case: Case, who: str, pick: int) -> None:
        """A new application, or an idea that is taken up."""
        same = next((one for one in self.cases if one.need == case.need and one.state in ASKING), None)
        if same is None and len(self.cases) < ENOUGH:
            self._start(who, case.need, case.public, pick % 2 == 0)
        else:
            self._take_up(who, same or case, pick % 2 == 0)

    def _try_again(self, case: Case, who: str, pick: int) -> None:
        again = [one for one in self.cases if one.state in RESTING] or [case]
        self._resubmit(again[pick % len(again)], who)

    def _wait(self, hours: int) -> None:
        """Time goes by, and the clock does its work; what it does twice at once comes once."""
        self.world.clock.move(timedelta(hours=hours))
        self.clients.clear()
        tick(self.world.ctx)
        for case in self.cases:
            self._tick(case)
        tick(self.world.ctx)
        for case in self.cases:
            self._compare_row(case)
        self._count("wait", None)

    def _send_again(self, case: Case, who: str, pick: int) -> None:
        """The same request once more gives the same answer; its key on another application is refused."""
        sent = self.last
        if sent is None:
            self._do(case, who, "object", pick, stale=False)
            return
        other = next((one for one in self.cases if one is not sent.case), None)
        if pick % 2 and other is not None and not sent.act.on_report:
            path, expected, version = sent.path.replace(sent.case.id, other.id), (422, None), other.version
        else:
            path, expected, version, other = sent.path, sent.answer, sent.version, sent.case
        answer = self._client(sent.who).send("POST", path, sent.body, version=version, key=sent.key)
        assert answer.status_code == expected[0], answer.text
        assert expected[1] in (None, answer.json)
        self._compare(other, sent.who)
        self._count("again", answer.status_code)

    def _malformed(self, case: Case, who: str, pick: int) -> None:
        """What can't be read is refused before anything else."""
        what = ("If-Match", "Idempotency-Key", "odd field")[pick % 3]
        headers = {"X-CSRF-Token": self._client(who).token}
        headers |= {"Idempotency-Key": new_id(), "If-Match": f'"{case.version}"'}
        headers.pop(what, None)
        body = {"reason": "Waarom"} | ({"odd": 1} if what == "odd field" else {})
        path = f"/api/v1/applications/{case.id}/returns"
        answer = self._client(who).http.post(path, base_url=BASE, headers=headers, json=body)
        assert answer.status_code == (428 if what == "If-Match" else 400), answer.text
        self._compare_row(case)
        self._count("malformed", answer.status_code)

    def _do(self, case: Case, who: str, name: str, pick: int, stale: bool) -> None:
        act, now = ACTS[name], Now(self.world.clock.now(), who)
        body = act.fill(case, now, pick)
        version, path = case.version, f"/applications/{case.id}"
        if act.on_report:
            report, version = self._report(case)
            path += f"/reports/{report}"
        if act.path:
            path += "/" + act.path.format(one=now.given["one"].id if "one" in now.given else "")
        seen, key = version - 1 if stale else version, new_id()
        expected = self._expected(act, case, now, stale)
        answer = self._client(who).send(act.method, path, body, version=seen, key=key)
        told = f"{name} by {who} in {case.state}: {answer.status_code}, not {expected}: {answer.text}"
        assert answer.status_code == expected, told
        if expected == 200:
            case.version, case.acts = case.version + 1, case.acts + 1
            act.take(case, now)
            if act.path == "conditions":
                self._name_condition(case)
            if act.method == "POST":
                self.last = Sent(who, act, case, path, body, seen, key, (answer.status_code, answer.json))
        if pick % 3 == 0 or (expected == 200 and pick % 3 == 1):
            self._compare(case, who)
        else:
            self._compare_row(case)
        self._count(name, answer.status_code)

    def _expected(self, act: Act, case: Case, now: Now, stale: bool) -> int:
        if now.who == "otto" or now.who in act.hidden_from:
            return 404
        if now.who not in act.may:
            return 403
        if act.on_report and not case.report:
            return 404
        if stale:
            return 412
        found = act.judge(case, now)
        return self._alone(case, act, now) if found == 200 else found

    def _alone(self, case: Case, act: Act, now: Now) -> int:
        """Nobody asks the same a second time while the first is under way."""
        if act.event in ("submit_elsewhere", "complete") and case.state in RESTING and self._under_way(case.need):
            return 409
        return 200

    def _under_way(self, need: str) -> bool:
        return any(case.need == need and case.state in ASKING for case in self.cases)

    def _name_condition(self, case: Case) -> None:
        known = {one.id for one in case.conditions}
        (case.conditions[-1].id,) = {row["id"] for row in self.world.rows("condition", application_id=case.id)} - known

    def _start(self, who: str, need: str, public: bool, as_idea: bool) -> None:
        sent = {"needId": need, "sourceId": "fonds-voor-de-wijk", "asIdea": as_idea}
        answer = self._client(who).send("POST", "/applications", sent)
        expected = 404 if who == "otto" else 201 if who in WRITERS else 403
        assert answer.status_code == expected, answer.text
        if expected == 201:
            found = answer.json
            told_by = None if as_idea else self._teller(who)
            case = Case(found["id"], need, public, "idea" if as_idea else "draft", found["version"], {who}, told_by)
            assert found["state"] == case.state
            self.cases.append(case)
            self._compare(case, who)
        self._count("start", answer.status_code)

    def _take_up(self, who: str, case: Case, as_idea: bool) -> None:
        sent = {"needId": case.need, "sourceId": "fonds-voor-de-wijk", "asIdea": as_idea}
        answer = self._client(who).send("POST", "/applications", sent)
        may_start = case.state == "idea" and not as_idea and case.source_status != "closed"
        expected = 404 if who == "otto" else 403 if who not in WRITERS else 201 if may_start else 409
        assert answer.status_code == expected, answer.text
        if expected == 201:
            assert (answer.json["id"], answer.json["state"]) == (case.id, "draft")
            case.state, case.version, case.acts = "draft", answer.json["version"], case.acts + 1
            case.told_by = self._teller(who)
        self._compare(case, who)
        self._count("take_up", answer.status_code)

    def _resubmit(self, case: Case, who: str) -> None:
        now = Now(self.world.clock.now(), who)
        path = f"/applications/{case.id}/resubmissions"
        answer = self._client(who).send("POST", path, {"lessons": "Bel eerder"}, version=case.version)
        allowed = "resubmit" in offered(case, now) and not self._under_way(case.need)
        expected = 404 if who == "otto" else 403 if who not in WRITERS else 200 if allowed else 409
        assert answer.status_code == expected, f"resubmit {case.state}: {answer.status_code} {answer.text}"
        if expected == 200:
            case.version, case.acts = case.version + 1, case.acts + 1
            made = answer.json
            assert made["state"] == "draft" and made["id"] != case.id
            self.cases.append(
                Case(made["id"], case.need, case.public, "draft", made["version"], {who}, self._teller(who))
            )
        self._compare(case, who)
        self._count("resubmit", answer.status_code)

    def _teller(self, who: str) -> str | None:
        """Whoever starts took the date of the source over, while it lies ahead."""
        return who if Now(self.world.clock.now(), who).day <= CLOSES_ON else None

    def _tick(self, case: Case) -> None:
        now = self.world.clock.now()
        before = case.state
        closing = case.closing
        if case.state in ("draft", "internal_check", "ready") and closing and closing[1] and now >= end_of(closing[0]):
            case.state = "missed"
        elif case.state == "running" and case.report in TO_DO and case.report_due and now >= end_of(case.report_due):
            # In the days between, weekends and holidays decide: there the program tells.
            sure = now >= end_of(case.report_due) + LATE_REPORT
            case.state = "report_overdue" if sure or self._row(case)["state"] == "report_overdue" else case.state
        elif case.state == "settled" and case.paid == case.final:
            case.state = "closed"
        if case.state != before:
            case.version, case.acts = case.version + 1, case.acts + 1
            self._compare(case, "bea")
        self._compare_row(case)

    # What is compared.

    def _compare(self, case: Case, who: str) -> None:
        self._compare_row(case)
        self.walked.states[case.state] += 1
        answer = self._client(who).send("GET", f"/applications/{case.id}")
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

    def _compare_row(self, case: Case) -> None:
        row = self._row(case)
        assert (row["state"], row["version"]) == (case.state, case.version), f"{case.state}/{case.version}: {row}"

    def _compare_money(self, case: Case) -> None:
        award = self._client("bea").send("GET", f"/applications/{case.id}/award").json
        found = (award["received"], award["repaid"], award["claimLeft"])
        wanted = (case.received, case.repaid, case.claim)
        assert found == tuple(None if cents is None else _short(cents) for cents in wanted)
        assert any(one["state"] == "open" for one in award["changes"]) == case.change
        reports = [one["state"] for one in award["reports"] if one["kind"] == "final"]
        assert reports == ([] if case.report in ("", "withdrawn") else [case.report])

    def _compare_audit(self, case: Case) -> None:
        with self.world.ctx.database.read() as connection:
            assert len(entries(connection, f"application:{case.id}")) == case.acts

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

    def _check_told(self) -> None:
        """Every message once, and none that was not to be told."""
        for case in self.cases:
            rows = self.world.rows("outbox_intent", subject=f"application:{case.id}")
            found = Counter(row["data"].get("news") or row["kind"] for row in rows)
            for kind in {"application_submitted", "completion_asked", "decision_recorded", *case.told}:
                assert found[kind] == case.told.get(kind, 0), f"{kind}: {found} {case.told}"

    # Means.

    def _likely(self, case: Case, pick: int) -> list[tuple[str, str]]:
        """Who may do what now, by the model."""
        found = []
        for name, act in ACTS.items():
            for who in sorted(act.may) if name not in DULL or pick % 6 == 0 else ():
                now = Now(self.world.clock.now(), who)
                act.fill(case, now, pick)
                found += [(who, name)] if act.judge(case, now) == 200 else []
        # What leads on is chosen more often than what may be done again and again.
        return found + [one for one in found if ACTS[one[1]].event and one[1] not in DULL] * 2

    def _client(self, who: str) -> Client:
        if who not in self.clients:
            with self.world.ctx.people.transaction() as connection:
                at = self.world.clock.now()
                value = sessions.start(connection, person_id=self.world.ids[who], means=Means.LINK, at=at)
            http = self.http.test_client()
            http.set_cookie("session", value, domain="127.0.0.1")
            self.clients[who] = Client(http, sessions.csrf_token(self.world.ctx.settings.secret, value))
        return self.clients[who]

    def _row(self, case: Case) -> Any:
        (row,) = self.world.rows("application", id=case.id)
        return row

    def _report(self, case: Case) -> tuple[str, int]:
        rows = [row for row in self.world.rows("report", application_id=case.id) if row["kind"] == "final"]
        rows.sort(key=lambda row: row["made_at"])
        return (rows[-1]["id"], rows[-1]["version"]) if rows else (new_id(), 1)

    def _count(self, event: str, status: int | None) -> None:
        self.walked.steps += 1
        self.walked.statuses[status or 0] += 1
        if status in (None, 200, 201):
            self.walked.events[event] += 1


def _short(cents: int) -> str:
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}" if part else f"{whole}"
