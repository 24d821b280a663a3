"""The facts the tracker keeps. Ids are text, money whole cents, moments aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.tracker.domain.contacts import ContactOutcome, Way
from services.tracker.domain.deadlines import DeadlineState, Entered, Kind, Origin
from services.tracker.domain.reminders import ReminderState
from services.tracker.domain.states import State
from services.tracker.domain.tasks import TaskKind


@dataclass(frozen=True)
class Application:
    """One request for support to one source. `author_ids`: who wrote on it, for the second pair of eyes.

    `owner_id`: who takes care of it; None for an old one, then it is who started it.
    `need_id` and `source_id` are empty for what came from a sheet and is tied to none of the catalogue.
    `chance_percent` is what the matcher could tell when it was started, None when it could not.
    """

    id: str
    place_id: str
    need_id: str
    need_title: str
    source_id: str
    source_name: str
    provider: str
    source_status: str
    title: str
    state: State
    version: int
    amount_cents: int | None
    started_by: str
    author_ids: frozenset[str]
    created_at: datetime
    updated_at: datetime
    attention_at: datetime | None = None
    owner_id: str | None = None
    provider_kind: str = ""
    chance_percent: int | None = None

    @property
    def in_hands_of(self) -> str:
        """Who takes care of it."""
        return self.owner_id or self.started_by

    @property
    def expected_cents(self) -> int | None:
        """What was asked times the chance, to the nearest cent; None when one of them is not known."""
        if self.amount_cents is None or self.chance_percent is None:
            return None
        return (self.amount_cents * self.chance_percent + 50) // 100


def project_key(application: Application) -> str:
    """What applications for one project have in common: their need. Without a need each is a project of its own."""
    return application.need_id or application.id


@dataclass(frozen=True)
class Deadline:
    """One version of a deadline, with what was entered and the moments that follow from it (see deadlines.py).

    `about_id` is the record that it is for (a condition, a report), where an application can have several of a kind.
    `origin`: whether the catalogue told the date or a person did, who had it from the funder. `ended_at`: when this
    version left its open state; None also for what ended before that was kept.
    """

    id: str
    version: int
    application_id: str
    place_id: str
    kind: Kind
    state: DeadlineState
    entered: Entered
    closes_at: datetime
    plan_by: datetime
    last_day: date
    assumed: bool
    told_by: str
    made_at: datetime
    about_id: str | None = None
    origin: Origin = Origin.PERSON
    ended_at: datetime | None = None

    @property
    def told_day(self) -> date:
        """The closing day as the source has it, also when we plan for a working day earlier."""
        return self.entered.day if self.assumed else self.last_day


@dataclass(frozen=True)
class KeptReminder:
    """A reminder of one version of a deadline, and what became of it."""

    id: str
    deadline_id: str
    deadline_version: int
    application_id: str
    place_id: str
    offset_days: int
    due_at: datetime
    useful_until: datetime
    state: ReminderState
    reason: str | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Task:
    """Something to do for an application. `code` is the code of a paper (list papers) for the kind paper.

    `text` is what people wrote for a task of their own. `due_chosen`: a person set the date, so it does not move along.
    """

    id: str
    application_id: str
    place_id: str
    kind: TaskKind
    code: str
    position: int
    version: int
    done_at: datetime | None = None
    done_by: str | None = None
    owner_id: str | None = None
    due_on: date | None = None
    due_chosen: bool = False
    text: str = ""
    note: str = ""


@dataclass(frozen=True)
class FirstContact:
    """What the funder answered when somebody asked. `answer` is open, closed or unknown.

    `way` is how people spoke, `outcome` what they do now: codes of contacts.py. `closes_on` is the last day that the
    funder named; `catalogue_outcome` what the catalogue did with the answer (a code of AnswerOutcome), None while it
    was not passed on yet.
    """

    id: str
    application_id: str
    place_id: str
    answer: str
    spoken_on: date
    note: str
    recorded_by: str
    recorded_at: datetime
    closes_on: date | None = None
    catalogue_outcome: str | None = None
    way: str = Way.CALL.value
    outcome: str = ContactOutcome.GO_ON.value


@dataclass(frozen=True)
class Submission:
    """That and how the application went to the funder.

    `happened_at` is the moment that counts; with `time_known` false it is the start of the day that was given.
    `elsewhere`: recorded afterwards. `number` is ours, `reference` the funder's.
    """

    id: str
    application_id: str
    place_id: str
    number: str
    elsewhere: bool
    channel: str
    happened_at: datetime
    time_known: bool
    reference: str
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class Decision:
    """What the funder decided. The date of the letter, of receiving it, and of entering it here are three facts.

    `document_id` is the letter or mail, when it is kept here. `reasons` are codes of the list refusal_reasons,
    `referred_to` is who to ask instead, `amount_reason` why more was granted than was asked. `may_apply_again`: what
    the letter says of a new try at this source, None when it does not.
    """

    id: str
    application_id: str
    place_id: str
    outcome: str
    amount_cents: int | None
    letter_on: date
    received_on: date
    note: str
    recorded_by: str
    recorded_at: datetime
    document_id: str | None = None
    reasons: tuple[str, ...] = ()
    referred_to: str = ""
    amount_reason: str = ""
    may_apply_again: bool | None = None
