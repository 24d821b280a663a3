"""Every state of the table is reached by the real notifier, and told in words that differ from all others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.contracts.messages import Audience, MessageKind
from shared.notifier import deliveries
from shared.notifier.channels.base import Outcome, Result
from shared.notifier.digests import storage as digests
from shared.notifier.door import Notifier
from shared.notifier.holds import acts as holds
from shared.notifier.holds.rules import Extent
from shared.notifier.labels import state_label
from shared.notifier.states import TABLE, Event, State
from shared.notifier.status import acts
from shared.notifier.tables import delivery
from shared.outbox import faults
from shared.outbox.senders import Sender
from shared.outbox.writing import writing
from tests.faults.stage import ANNA, NOW, an_intent, rows, tell, with_mail
from tests.shared.notifier.mail_doubles import NoServer


class Mail(NoServer):
    """Gives these answers one after the other, and the last one for ever."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = list(answers)

    def send(self, _parcel):
        return Result(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0], "gezegd")


class Scene:
    """One mail to Anna, and everything that can happen to it."""

    def __init__(self, stage: Notifier, clock) -> None:
        self.stage, self.clock = stage, clock

    def told(self, *answers: Outcome, kind=MessageKind.APPLICATION_STARTED, **changes: object) -> str:
        """Takes an event; the mail's delivery is not made yet."""
        with_mail(self.stage, Mail(*(answers or (Outcome.ACCEPTED,))))
        self.intent = an_intent(NOW, kind=kind, audience=Audience.PERSON, person_id=ANNA, **changes)
        tell(self.stage, self.intent)
        self.stage.take_intent("tracker", self.intent.id)
        ((one,),) = rows(
            self.stage,
            sa.select(delivery.c.id).where(delivery.c.channel == "mail", delivery.c.event_id == self.intent.id),
        )
        return str(one)

    def made(self, *answers: Outcome, **changes: object) -> str:
        one = self.told(*answers, **changes)
        self.stage.deliver(one)
        return one

    def after(self, one: str, **wait: float) -> str:
        self.clock.move(timedelta(**wait))
        self.stage.deliver(one)
        return one

    def given_up(self) -> str:
        one = self.made(Outcome.FAILED_FOR_NOW)
        for _ in range(9):
            self.after(one, hours=6)
        return one

    def withdrawn(self, reason: str) -> str:
        one = self.told()
        sender = self.stage.context.senders["tracker"]
        with writing(sender, Sender.TRACKER, self.stage.context.relay, clock=self.clock) as work:
            work.withdraw(subject=self.intent.subject, reason=reason)
        return self.after(one)

    def moved(self, one: str, event: Event) -> str:
        with self.stage.context.database.transaction() as connection:
            found = deliveries.find(connection, one)
            assert found is not None and deliveries.move(connection, found, event, self.clock.now()) is not None
        return one


def lost_in_sending(scene: Scene) -> str:
    one = scene.told()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faults, "point", _die)
        with pytest.raises(KeyboardInterrupt):
            scene.stage.deliver(one)
    return one


def _die(_point: str) -> None:
    raise KeyboardInterrupt


def gathered(scene: Scene) -> str:
    one = scene.told()
    with scene.stage.context.database.transaction() as connection:
        found = deliveries.find(connection, one)
        assert found is not None
        digests.make(connection, [found], NOW)
    return one


def held(scene: Scene) -> str:
    one = scene.told()
    holds.hold(scene.stage.context, Extent(), "Storing", by=None)
    return scene.after(one)


def closed(scene: Scene) -> str:
    one = scene.given_up()
    acts.close(scene.stage.context, acts.Who(ANNA, None), one, "gebeld")
    return one


REACHED: dict[State, Callable[[Scene], str]] = {
    State.PENDING: lambda scene: scene.told(),
    State.SENDING: lost_in_sending,
    State.RETRY_WAIT: lambda scene: scene.made(Outcome.FAILED_FOR_NOW),
    State.UNCERTAIN: lambda scene: scene.made(Outcome.NO_ANSWER),
    State.GATHERED: gathered,
    State.HELD: held,
    State.SENT: lambda scene: scene.made(),
    State.DELIVERED: lambda scene: scene.made(Outcome.RECEIVED),
    State.BOUNCED: lambda scene: scene.moved(scene.made(), Event.BOUNCE),
    State.FAILED_PERMANENT: lambda scene: scene.made(Outcome.FAILED_FOR_GOOD),
    State.CLOSED_UNCERTAIN: lambda scene: scene.after(scene.made(Outcome.NO_ANSWER), minutes=16),
    State.DEAD: lambda scene: scene.given_up(),
    State.CLOSED: closed,
    State.SUPPRESSED: lambda scene: scene.withdrawn("already_submitted"),
    State.SUPERSEDED: lambda scene: scene.withdrawn("deadline_moved"),
    State.EXPIRED: lambda scene: scene.after(scene.told(useful_until=NOW + timedelta(hours=1)), hours=2),
}


def test_no_state_of_the_table_is_left_out():
    assert set(REACHED) == set(State) == {state for row in TABLE for state in (row[0], row[2])}


@pytest.mark.parametrize("state", list(State))
def test_the_state_is_reached_and_told_in_words(sqlite_stage, clock, state):
    scene = Scene(sqlite_stage, clock)
    one = REACHED[state](scene)
    (line,) = [line for line in sqlite_stage.delivery_status(scene.intent.subject) if line.id == one]
    assert line.state == state.value and line.state_text and line.state_text != state.value
    if state in (State.SUPPRESSED, State.SUPERSEDED, State.EXPIRED, State.HELD):
        assert line.reason_text
    assert sqlite_stage.invariants().broken["sent_without_attempt"] == 0


def test_every_state_has_words_of_its_own(sqlite_stage):
    words = [state_label(state) for state in State]
    assert len(set(words)) == len(words)
