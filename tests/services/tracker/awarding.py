"""What people do after an award, over HTTP, in one line."""

from __future__ import annotations

from services.tracker.usecases.payments.record_credit import record_credit
from tests.services.tracker.acts import TODAY, begin, decide, made_ready
from tests.services.tracker.client import client_of

LETTER = {"letterOn": "2026-11-20", "receivedOn": "2026-11-21", "letterKept": True}
ON_COSTS = {"settling": "on_costs", "content": True, "finance": True, "reportOn": "2027-06-30"}


class Program:
    """A program that follows one award: every call takes the version that it saw last."""

    def __init__(self, world, application_id, who="bea"):
        self.world, self.id, self.who = world, application_id, who
        self.client = client_of(world, who)

    @property
    def version(self):
        return self.world.rows("application", id=self.id)[0]["version"]

    @property
    def state(self):
        return self.world.rows("application", id=self.id)[0]["state"]

    def as_(self, who):
        return Program(self.world, self.id, who)

    def post(self, rest, body=None, status=200, version=None):
        seen = self.version if version is None else version
        answer = self.client.send("POST", f"/applications/{self.id}/{rest}", body, version=seen)
        assert answer.status_code == status, f"{rest}: {answer.status_code} {answer.text}"
        return answer.json

    def award(self):
        answer = self.client.send("GET", f"/applications/{self.id}/award")
        assert answer.status_code == 200, answer.text
        return answer.json

    def report(self, kind="final"):
        found = next(report for report in self.award()["reports"] if report["kind"] == kind)
        return self.client.send("GET", f"/applications/{self.id}/reports/{found['id']}").json

    def on_report(self, act, body=None, status=200, kind="final"):
        report = self.report(kind)
        return self.post(f"reports/{report['id']}/{act}", body, status, report["version"])

    def write_report(self, kind="final", **words):
        report = self.report(kind)
        path = f"/applications/{self.id}/reports/{report['id']}"
        answer = self.client.send("PATCH", path, words, version=report["version"])
        assert answer.status_code == 200, answer.text
        return answer.json

    def record(self, status=201, **activity):
        given = {"placeId": self.world.place, "happenedOn": "2026-11-22", "applicationIds": [self.id], **activity}
        answer = self.client.send("POST", "/activities", given)
        assert answer.status_code == status, answer.text
        return answer.json

    def send_report(self, kind="final"):
        self.on_report("signatures", kind=kind)
        return self.on_report("submissions", {"sentOn": "2026-11-22", "channel": "email"}, kind=kind)

    def receive(self, cents):
        ctx, actor = self.world.ctx, self.world.actor("bea")
        record_credit(ctx, actor, self.id, None, amount_cents=cents, received_on=TODAY)


def granted(world, **decision):
    """An application of 4,000 euro that was granted."""
    application = begin(world)
    made_ready(world, application)
    decide(world, application, **decision)
    return Program(world, application.id)


def carried_out(world, **terms):
    """An award that is being carried out and asks a report."""
    program = granted(world)
    program.post("award-terms", {**ON_COSTS, **terms})
    program.post("beginnings")
    return program


def cost(program, amount, *shares):
    """A cost of an activity; without shares all of it is asked of this award."""
    asked = shares or ((program.id, amount),)
    return {
        "what": "Verf",
        "amount": amount,
        "shares": [{"applicationId": id_, "amount": part} for id_, part in asked],
    }
