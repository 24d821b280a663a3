"""Why a row of a sheet can't be taken over, known before anybody confirms: by the rights and guards of the acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from services.tracker.domain.decisions import EVENT_OF, Decided, Outcome, decision_errors
from services.tracker.domain.guards import Facts, decide
from services.tracker.domain.records import Application
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.plan import Kind, PlannedRow, Step
from services.tracker.domain.sheets.state_words import OUTCOME_OF
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.usecases.applying.edit_application import RIGHT as EDIT
from services.tracker.usecases.applying.record_decision import RIGHT as DECIDE
from services.tracker.usecases.applying.set_closing_date import RIGHT as CLOSE
from services.tracker.usecases.applying.submit_application import RIGHT as SUBMIT
from services.tracker.usecases.deciding.recording import WITH_LETTER
from services.tracker.usecases.exchanging.note_row import NOT_KNOWN
from services.tracker.usecases.exchanging.note_row import RIGHT as CREATE
from services.tracker.usecases.exchanging.rights import IMPORT
from services.tracker.usecases.exchanging.teams import Teams
from services.tracker.usecases.handing_over.plan_handover import may_hand_over
from services.tracker.usecases.roles import roles_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Right, may
from shared.kernel.dates import AMSTERDAM, local_to_utc
from shared.kernel.errors import DomainError
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class Foreseeing:
    """For whom and when; `places` are names by id."""

    actor: Actor
    now: datetime
    places: Mapping[str, str]
    teams: Teams

    def names_of(self, some: Iterable[Application]) -> dict[str, str]:
        """What those who do these applications are called, by id."""
        with self.teams.people.read() as people:
            return directory.people_names(people, {one.in_hands_of for one in some})

    def seen(self, planned: PlannedRow) -> PlannedRow:
        """The row as it is, or refused with why. A last look at dates of deadlines is left to the acts themselves."""
        if planned.kind not in (Kind.NEW, Kind.CHANGED):
            return planned
        why = self._no_right(planned) or self._guarded(planned)
        return replace(planned, kind=Kind.REFUSED, refused=why) if why else planned

    def _no_right(self, planned: PlannedRow) -> str:
        place_id = planned.place_id or ""
        name = self.places.get(place_id, _("deze plek"))
        for right in _needed(planned):
            state = planned.here.state.value if planned.here else None
            if not may(self.actor, right, place_id=place_id, state=state, facts=WITH_LETTER).allowed:
                return _no_right_text(right, name)
        here = planned.here
        gives = here is not None and any(one.field is Field.OWNER and one.counts for one in planned.changes)
        of_another = here is not None and gives and planned.owner_id != self.actor.person_id
        if here is not None and of_another and not may_hand_over(self.actor, here.owner_id, here.place_id):
            return _("Wie dit doet, kunt u hier niet veranderen. Vraag het die persoon, of iemand van het bestuur.")
        return ""

    def _guarded(self, planned: PlannedRow) -> str:
        """What the state table or a rule says no to, following the row step by step."""
        who = roles_of(self.actor, planned.place_id or "")
        state, facts = planned.here.state if planned.here else None, self._facts(planned)
        try:
            for event in _events(planned):
                state = decide(state, event, who, facts, _).after
        except DomainError as error:
            return error.message
        return self._wrong_decision(planned) if Step.DECIDE in planned.steps else ""

    def _facts(self, planned: PlannedRow) -> Facts:
        row = planned.row
        day = row.submitted_on
        return Facts(
            now=self.now,
            actor_id=self.actor.person_id,
            source_status=NOT_KNOWN,
            title=row.title or (planned.here.cells[Field.TITLE] if planned.here else row.source or row.provider),
            author_ids=frozenset({self.actor.person_id}),
            happened_at=None if day is None else local_to_utc(day, time(0, 0)),
            submitted_at=None if day is None or Step.SUBMIT not in planned.steps else local_to_utc(day, time(0, 0)),
            letter_on=row.decided_on,
        )

    def _wrong_decision(self, planned: PlannedRow) -> str:
        row = planned.row
        if row.target is None or row.decided_on is None:
            return ""
        outcome, asked = OUTCOME_OF[row.target], row.amount_cents
        if asked is None and planned.here is not None:
            ours = planned.here.cells[Field.AMOUNT]
            asked = int(ours) if ours else None
        granted = None if outcome is Outcome.REJECTED else row.granted_cents
        decided = Decided(outcome=outcome, letter_on=row.decided_on, received_on=row.decided_on, amount_cents=granted)
        sent_on = row.submitted_on if Step.SUBMIT in planned.steps else None
        errors = decision_errors(decided, asked, sent_on, self.now.astimezone(AMSTERDAM).date())
        return " ".join(dict.fromkeys(error.message for error in errors))


def foreseeing(ctx: TrackerContext, actor: Actor, places: Mapping[str, str]) -> Foreseeing:
    """What there is to look with, now."""
    now = ctx.clock.now()
    return Foreseeing(actor, now, places, Teams(ctx.people, now))


def _needed(planned: PlannedRow) -> list[Right]:
    """The rights that a row asks for, the most general first."""
    changed = {change.field for change in planned.changes if change.counts}
    asked = {
        IMPORT: True,
        CREATE: planned.here is None or Step.START in planned.steps,
        EDIT: bool(changed & {Field.TITLE, Field.AMOUNT, Field.OWNER}),
        CLOSE: Field.CLOSING in changed,
        SUBMIT: Step.SUBMIT in planned.steps,
        DECIDE: Step.DECIDE in planned.steps,
    }
    return [right for right, needed in asked.items() if needed]


def _events(planned: PlannedRow) -> list[Event]:
    changed = {change.field for change in planned.changes if change.counts}
    events = [Event.EDIT] if changed & {Field.TITLE, Field.AMOUNT} else []
    for step in planned.steps:
        if step is Step.DECIDE and planned.row.target is not None:
            events.append(EVENT_OF[OUTCOME_OF[planned.row.target]])
        elif step is not Step.DECIDE:
            events.append(_EVENTS[step])
    return events


_EVENTS = {Step.NOTE: Event.NOTE, Step.START: Event.START, Step.SUBMIT: Event.SUBMIT_ELSEWHERE}


def _no_right_text(right: Right, place: str) -> str:
    if right == SUBMIT:
        return _(
            "U mag voor %(place)s niet opschrijven dat er is ingediend: dat vraagt een schriftelijke machtiging.",
            place=place,
        )
    if right == DECIDE:
        return _("U mag voor %(place)s geen besluit opschrijven.", place=place)
    return _("U hebt geen machtiging om voor %(place)s aanvragen te maken of te veranderen.", place=place)
