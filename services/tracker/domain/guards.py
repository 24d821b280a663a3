"""The guards of the state table: each looks at plain facts and says in Dutch why not, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.tracker.domain.states import STATE_LABELS, Event, Row, State, Who, events_for, row_for, state_needed
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Forbidden, NotAllowedNow


@dataclass(frozen=True)
class Facts:
    """What the guards may look at. None means not known, and never forbids by itself.

    `now` is the server's time. `closes_at` is the first moment that is too late, when that is known for sure.
    `happened_at` is the moment that a person gives for something that happened elsewhere; `letter_on` is the date of
    the decision letter.
    """

    now: datetime
    actor_id: str | None = None
    source_status: str | None = None
    closes_at: datetime | None = None
    happened_at: datetime | None = None
    title: str = ""
    reason: str = ""
    author_ids: frozenset[str] = frozenset()
    board_ids: frozenset[str] = frozenset()
    submitted_at: datetime | None = None
    letter_on: date | None = None


@dataclass(frozen=True)
class Refusal:
    """Why an event can't happen now: a code for programs, and a Dutch sentence with values for its places."""

    code: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)


Guard = Callable[[Facts], Refusal | None]
Say = Callable[..., str]
"""Gives a text in the reader's language with its places filled, as gettext does."""


def in_dutch(text: str, **values: str) -> str:
    """The text as it stands here."""
    return text % values if values else text


def decide(state: State | None, event: Event, who: frozenset[Who], facts: Facts, say: Say = in_dutch) -> Row:
    """The line of the table that holds now.

    Raises NotAllowedNow (with the events that are possible) when the state or the guard forbids it, Forbidden when the
    event is possible but not for somebody in these roles.
    """
    row = row_for(state, event)
    if row is None:
        raise NotAllowedNow(_not_in(state, event, say), events_for(state, who), "state")
    if not row.who & who:
        raise Forbidden(say(_("U mag dit niet doen. Vraag het een bestuurslid.")))
    refusal = GUARDS[row.guard](facts) if row.guard else None
    if refusal is not None:
        allowed = (other for other in events_for(state, who) if other is not event)
        raise NotAllowedNow(say(refusal.message, **refusal.values), allowed, refusal.code)
    return row


def offered(state: State, who: frozenset[Who], facts: Facts) -> tuple[Event, ...]:
    """The events to offer to somebody: without those whose guard says no before anything is filled in."""
    rows = (row_for(state, event) for event in events_for(state, who))
    return tuple(row.event for row in rows if row and not (row.guard in KNOWN_BEFOREHAND and GUARDS[row.guard](facts)))


def source_not_closed(facts: Facts) -> Refusal | None:
    """A closed source can't be started; an unknown status can."""
    if facts.source_status == "closed":
        return Refusal("source_closed", _("Deze bron is gesloten. U kunt er nu niets aanvragen."))
    return None


def required_parts(facts: Facts) -> Refusal | None:
    """What must be there before somebody is asked to look."""
    return None if facts.title.strip() else Refusal("title_missing", _("Geef de aanvraag eerst een naam."))


def only_board_member(facts: Facts) -> Refusal | None:
    """Approving at once is for groups in which nobody else could check."""
    if facts.board_ids - {facts.actor_id}:
        return Refusal("check_first", _("Laat eerst een ander bestuurslid de aanvraag nakijken."))
    return None


def second_pair_of_eyes(facts: Facts) -> Refusal | None:
    """With two or more board members the only author does not approve the own work."""
    if len(facts.board_ids) > 1 and facts.author_ids == {facts.actor_id}:
        return Refusal("own_work", _("U schreef deze aanvraag zelf. Laat een ander bestuurslid hem goedkeuren."))
    return None


def reason_given(facts: Facts) -> Refusal | None:
    """Who sends something back says why."""
    return None if facts.reason.strip() else Refusal("reason_missing", _("Schrijf op wat er nog moet veranderen."))


def in_time(facts: Facts) -> Refusal | None:
    """The server's time counts, not the clock of the phone."""
    return _too_late(facts.now, facts.closes_at)


def was_in_time(facts: Facts) -> Refusal | None:
    """The moment of handing in elsewhere counts, not the moment of typing. It can't lie ahead."""
    if facts.happened_at is None:
        return Refusal("moment_missing", _("Vul in wanneer u hebt ingediend."))
    if facts.happened_at > facts.now:
        return Refusal("in_future", _("Het moment van indienen ligt in de toekomst. Vul in wanneer het gebeurd is."))
    return _too_late(facts.happened_at, facts.closes_at)


def closing_passed(facts: Facts) -> Refusal | None:
    """Only a date that is known for sure can make an application too late."""
    if facts.closes_at is None or facts.now < facts.closes_at:
        return Refusal("not_closed", _("De sluitingsdatum is nog niet voorbij."))
    return None


def decision_dates(facts: Facts) -> Refusal | None:
    """A letter can't be older than the submission it answers."""
    if facts.letter_on is None or facts.submitted_at is None:
        return None
    if facts.letter_on < facts.submitted_at.astimezone(AMSTERDAM).date():
        return Refusal("before_submission", _("De brief is ouder dan de aanvraag. Kijk de datum op de brief na."))
    return None


def _not_in(state: State | None, event: Event, say: Say) -> str:
    """What must come first, or that it is too late for this event."""
    if state is None:
        return say(_("Begin eerst een aanvraag."))
    now, needed = say(STATE_LABELS[state]), state_needed(state, event)
    if needed is None:
        return say(_("Dit kan niet meer. De aanvraag staat nu op “%(now)s”."), now=now)
    text = _("Dit kan nog niet. De aanvraag staat nu op “%(now)s”. Zet de aanvraag eerst op “%(needed)s”.")
    return say(text, now=now, needed=say(STATE_LABELS[needed]))


def _too_late(moment: datetime, closes_at: datetime | None) -> Refusal | None:
    if closes_at is None or moment < closes_at:
        return None
    then, closed = moment.astimezone(AMSTERDAM), closes_at.astimezone(AMSTERDAM)
    text = _("De bron sloot op %(closed)s. Het moment van indienen is %(then)s.")
    return Refusal("too_late", text, {"closed": f"{closed:%d-%m-%Y %H:%M}", "then": f"{then:%d-%m-%Y %H:%M}"})


KNOWN_BEFOREHAND = frozenset({"source_not_closed", "required_parts", "only_board_member", "second_pair_of_eyes"})

GUARDS: Mapping[str, Guard] = {
    guard.__name__: guard
    for guard in (
        source_not_closed,
        required_parts,
        only_board_member,
        second_pair_of_eyes,
        reason_given,
        in_time,
        was_in_time,
        closing_passed,
        decision_dates,
    )
}
