"""What the funder lets know while it has the application, and how the clock of the decision goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.tracker.domain.states import Event, State
from services.tracker.usecases.applying.withdraw_application import withdraw_application
from services.tracker.usecases.decided.object_to_decision import object_to_decision
from services.tracker.usecases.deciding.ask_completion import ask_completion
from services.tracker.usecases.deciding.complete_application import complete_application
from services.tracker.usecases.deciding.extend_term import extend_term
from services.tracker.usecases.deciding.not_consider import not_consider
from services.tracker.usecases.deciding.note_advice import note_advice
from services.tracker.usecases.deciding.note_not_decided import note_not_decided
from services.tracker.usecases.deciding.recording import Letter
from services.tracker.usecases.deciding.take_up import take_up
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.web.life_words import ruling_text
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready

SIX_WEEKS = TODAY + timedelta(weeks=6)
LETTER = Letter(TODAY, TODAY, "Stuur nog een offerte")
GOVERNMENT = {"provider_kind": "government", "document": {"id": "s", "decision_weeks": 6}}


@pytest.fixture
def world(small_world):
    return small_world


def sent(world, **source):
    world.offer(**GOVERNMENT | source)
    return made_ready(world, begin(world))


def term(world, kind):
    """Day and state of the newest version of a term."""
    rows = world.rows("deadline", kind=kind)
    newest = max(rows, key=lambda row: row["version"])
    return newest["local_date"], newest["state"]


def later(world, days):
    world.clock.move(timedelta(days=days))
    day = TODAY + timedelta(days=days)
    return Letter(day, day, "Brief")


def asked(world, application, days=14):
    return do(world, ask_completion, "vera", application, letter=LETTER, term_ends_on=TODAY + timedelta(days=days))


def test_handing_in_starts_the_clock_of_the_decision(world):
    sent(world)
    assert term(world, "decision_expected") == (SIX_WEEKS, "proposed")


def test_without_weeks_nothing_is_expected(world):
    sent(world, document={"id": "s"})
    assert world.rows("deadline", kind="decision_expected") == []


def test_the_clock_stands_still_while_the_funder_waits(world):
    application = sent(world)
    later(world, 10)
    letter = Letter(TODAY + timedelta(days=10), TODAY + timedelta(days=10), "Offerte")
    ends = TODAY + timedelta(days=24)
    incomplete = do(world, ask_completion, "vera", application, letter=letter, term_ends_on=ends)
    assert incomplete.state is State.INCOMPLETE
    assert term(world, "completion") == (ends, "confirmed")
    assert term(world, "decision_expected") == (SIX_WEEKS, "withdrawn")
    world.clock.move(timedelta(days=5))
    done = do(world, complete_application, "bea", application, sent_on=TODAY + timedelta(days=15))
    assert done.state is State.SUBMITTED
    assert term(world, "completion")[1] == "met"
    assert term(world, "decision_expected") == (SIX_WEEKS + timedelta(days=5), "proposed")
    assert [row["kind"] for row in world.rows("outbox_intent")][-1] == "completion_asked"


def test_where_the_day_of_completion_counts_the_term_begins_anew(world):
    application = asked(world, sent(world))
    world.clock.move(timedelta(days=5))
    day = TODAY + timedelta(days=5)
    do(world, complete_application, "bea", application, sent_on=day, counts_anew=True)
    assert term(world, "decision_expected")[0] == day + timedelta(weeks=6)
    event = max(world.rows("matcher_event"), key=lambda row: row["application_version"])
    assert (event["body"]["standing"], event["body"]["happenedOn"]) == ("submitted", day.isoformat())
    assert world.rows("correspondence", event="complete")[0]["counts_from"] == day


def test_a_private_fund_keeps_its_own_day(world):
    application = asked(world, sent(world, provider_kind="fund"))
    assert term(world, "decision_expected") == (SIX_WEEKS, "proposed")
    assert application.state is State.INCOMPLETE
    world.clock.move(timedelta(days=5))
    do(world, complete_application, "bea", application, sent_on=TODAY + timedelta(days=5))
    assert term(world, "decision_expected") == (SIX_WEEKS, "proposed")


def test_taken_after_all_ends_the_objection_against_being_put_aside(world):
    application = asked(world, sent(world))
    letter = later(world, 15)
    do(world, not_consider, "vera", application, letter=letter)
    do(world, object_to_decision, "bea", application, sent_on=letter.letter_on, grounds="Het was compleet")
    do(world, complete_application, "bea", application, sent_on=letter.letter_on, accepted_late=True)
    assert [row["ruling"] for row in world.rows("objection")] == ["not_needed"]
    assert ruling_text("not_needed").startswith("Niet meer nodig")


def test_taken_after_all_nobody_is_reminded_of_the_objection(world):
    application = asked(world, sent(world))
    letter = later(world, 15)
    do(world, not_consider, "vera", application, letter=letter)
    do(world, complete_application, "bea", application, sent_on=letter.letter_on, accepted_late=True)
    assert term(world, "objection")[1] == "withdrawn"


@pytest.mark.parametrize(
    ("sent_after", "accepted", "code"), [(14, False, None), (15, False, "too_late"), (15, True, None)]
)
def test_after_the_term_only_when_the_funder_takes_it(world, sent_after, accepted, code):
    application = asked(world, sent(world))
    world.clock.move(timedelta(days=20))
    given = {"sent_on": TODAY + timedelta(days=sent_after), "accepted_late": accepted}
    if code is None:
        assert do(world, complete_application, "bea", application, **given).state is State.SUBMITTED
        return
    with pytest.raises(NotAllowedNow) as refused:
        do(world, complete_application, "bea", application, **given)
    assert refused.value.code == code


def test_put_aside_only_after_the_term_and_back_when_taken_after_all(world):
    application = asked(world, sent(world))
    with pytest.raises(NotAllowedNow) as refused:
        do(world, not_consider, "vera", application, letter=LETTER)
    assert refused.value.code == "term_open"
    letter = later(world, 15)
    aside = do(world, not_consider, "vera", application, letter=letter)
    assert aside.state is State.NOT_CONSIDERED
    # Our own count of six weeks warns; only a day from the letter is sure.
    assert term(world, "objection") == (letter.letter_on + timedelta(weeks=6), "proposed")
    assert world.rows("outbox_intent")[-1]["data"]["decision"] == "not_considered"
    with pytest.raises(NotAllowedNow) as refused:
        do(world, complete_application, "bea", application, sent_on=letter.letter_on)
    assert refused.value.code == "not_accepted"
    back = do(world, complete_application, "bea", application, sent_on=letter.letter_on, accepted_late=True)
    assert back.state is State.SUBMITTED


def test_public_money_puts_off_once_and_twelve_weeks_at_most(world):
    application = sent(world)
    with pytest.raises(NotAllowedNow) as refused:
        do(world, extend_term, "vera", application, letter=LETTER, weeks=13)
    assert refused.value.code == "too_long"
    do(world, extend_term, "vera", application, letter=LETTER, weeks=12)
    assert term(world, "decision_expected") == (SIX_WEEKS + timedelta(weeks=12), "confirmed")
    with pytest.raises(NotAllowedNow) as refused:
        do(world, extend_term, "vera", application, letter=LETTER, weeks=1)
    assert refused.value.code == "extended_before"


def test_a_fund_puts_off_as_it_likes(world):
    application = sent(world, provider_kind="fund")
    for weeks in (20, 2):
        do(world, extend_term, "vera", application, letter=LETTER, weeks=weeks)
    assert term(world, "decision_expected")[0] == SIX_WEEKS + timedelta(weeks=22)


def test_a_late_government_gets_a_letter_that_a_person_sends(world):
    application = sent(world)
    with pytest.raises(NotAllowedNow) as refused:
        do(world, note_not_decided, "bea", application)
    assert refused.value.code == "term_open"
    before = len(world.rows("outbox_intent"))
    world.clock.move(timedelta(weeks=7))
    do(world, note_not_decided, "bea", application)
    (kept,) = world.rows("correspondence", event="note_not_decided")
    assert "4:17" in kept["text"] and "3 januari 2027" in kept["text"] and "Huis van de wijk" in kept["text"]
    assert len(world.rows("outbox_intent")) == before, "nothing is sent"


def test_a_late_fund_gets_no_such_letter(world):
    application = sent(world, provider_kind="fund")
    world.clock.move(timedelta(weeks=7))
    do(world, note_not_decided, "bea", application)
    assert world.rows("correspondence", event="note_not_decided")[0]["text"] == ""


def test_a_day_that_the_funder_named_counts(world):
    application = sent(world, document={"id": "s"})
    with pytest.raises(NotAllowedNow) as refused:
        do(world, note_not_decided, "bea", application)
    assert refused.value.code == "term_unknown"
    with pytest.raises(InvalidInput):
        do(world, note_not_decided, "bea", application, expected_on=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowedNow):
        do(world, note_not_decided, "bea", application, expected_on=TODAY)
    world.clock.move(timedelta(days=3))
    do(world, note_not_decided, "bea", application, expected_on=TODAY + timedelta(days=2))
    assert term(world, "decision_expected") == (TODAY + timedelta(days=2), "confirmed")


def test_beginning_and_advice_are_kept_with_their_dates(world):
    application = sent(world)
    assert do(world, take_up, "vera", application, letter=LETTER).state is State.IN_REVIEW
    with pytest.raises(NotAllowedNow):
        do(world, note_advice, "vera", application, letter=Letter(TODAY, TODAY, " "))
    do(world, note_advice, "vera", application, letter=LETTER)
    kept = world.rows("correspondence", event="note_advice")[0]
    assert (kept["happened_on"], kept["received_on"], kept["recorded_by"]) == (TODAY, TODAY, world.ids["vera"])
    decide(world, application)
    assert term(world, "decision_expected")[1] == "met"


@pytest.mark.parametrize("state", ["submitted", "incomplete", "in_review"])
def test_it_can_be_taken_back_until_it_is_decided(world, state):
    application = sent(world)
    if state == "incomplete":
        asked(world, application)
    elif state == "in_review":
        do(world, take_up, "vera", application, letter=LETTER)
    assert do(world, withdraw_application, "bea", application).state is State.WITHDRAWN
    states = {row["state"] for row in world.rows("deadline") if row["kind"] != "closing"}
    assert states == {"withdrawn"}


@pytest.mark.parametrize(
    ("letter", "fields"),
    [
        (Letter(TODAY + timedelta(days=1), TODAY + timedelta(days=1)), {"letterOn", "receivedOn"}),
        (Letter(TODAY - timedelta(days=1), TODAY), {"letterOn"}),
        (Letter(TODAY, TODAY - timedelta(days=1)), {"receivedOn"}),
    ],
)
def test_the_dates_of_a_letter_must_be_possible(world, letter, fields):
    application = sent(world)
    with pytest.raises(InvalidInput) as problem:
        do(world, take_up, "vera", application, letter=letter)
    assert {error.field for error in problem.value.errors} == fields


def test_who_may_write_down_what_the_funder_said(world):
    application = sent(world)
    for name in ("mo", "cor"):
        with pytest.raises(Forbidden):
            do(world, take_up, name, application, letter=LETTER)
    with pytest.raises(NotFound):
        do(world, take_up, "otto", application, letter=LETTER)
    assert do(world, take_up, "victor", application, letter=LETTER).state is State.IN_REVIEW


def test_what_would_be_refused_is_not_offered(world):
    application = asked(world, sent(world))
    assert Event.NOT_CONSIDER not in read_dossier(world.ctx, world.actor("bea"), application.id).allowed_events
    later(world, 15)
    assert Event.NOT_CONSIDER in read_dossier(world.ctx, world.actor("bea"), application.id).allowed_events
