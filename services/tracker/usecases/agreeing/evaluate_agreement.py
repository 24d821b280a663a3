"""Writing down the yearly talk."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.agreements.evaluations import Evaluation, Going, PromiseKept, next_anniversary
from services.tracker.domain.agreements.records import Agreement
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.storage import obligations
from services.tracker.usecases.agreeing.changing import AgreementChange, changing_agreement
from services.tracker.usecases.agreeing.parties import EVALUATE
from services.tracker.usecases.agreeing.telling import tell_parties
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def evaluate_agreement(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    *,
    held_on: date,
    other_party: str,
    kept: tuple[PromiseKept, ...],
    learnt: str,
    going: Going,
    next_talk_on: date | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Agreement:
    """Keeps the talk; the next one is a year later, unless both chose a day.

    Raises InvalidInput, NotAllowedNow, Stale.
    """
    with changing_agreement(ctx, actor, agreement_id, EVALUATE, once=once, expected_version=expected_version) as change:
        raise_for(_errors(change, held_on, kept, next_talk_on))
        about_on = change.agreement.talk_about_on or change.agreement.next_talk_on or held_on
        start = change.agreement.starts_on or held_on
        change.happen(
            AgreementEvent.EVALUATE,
            change.facts(other_party=other_party),
            {"held_on": held_on.isoformat(), "going": going.value},
            talk_about_on=None,
            next_talk_on=next_talk_on or next_anniversary(start, about_on),
        )
        change.look_ahead()
        talk = Evaluation(
            id=new_id(),
            agreement_id=change.agreement.id,
            place_id=change.agreement.place_id,
            about_on=about_on,
            held_on=held_on,
            other_party=other_party.strip(),
            kept=kept,
            learnt=learnt.strip(),
            going=going,
            recorded_by=actor.person_id,
            next_talk_on=next_talk_on,
        )
        obligations.add_evaluation(change.work.connection, talk, change.now)
        tell_parties(change.work, change.agreement, "evaluate", change.now, day=held_on)
    return change.agreement


def _errors(
    change: AgreementChange, held_on: date, kept: tuple[PromiseKept, ...], next_talk_on: date | None
) -> list[FieldError]:
    errors = []
    if held_on > change.today:
        errors.append(FieldError("heldOn", "in_future", _("Deze dag ligt in de toekomst.")))
    if next_talk_on is not None and next_talk_on <= held_on:
        errors.append(FieldError("nextTalkOn", "not_later", _("Het volgende gesprek is na dit gesprek.")))
    terms = change.terms_in_force
    promised = {promise.id for promise in terms.promises} if terms else set()
    said = {one.promise_id for one in kept}
    if promised - said:
        errors.append(FieldError("kept", "required", _("Kies bij elke belofte: gedaan, deels of niet.")))
    if said - promised:
        errors.append(FieldError("kept", "unknown", _("Er staat een belofte bij die niet meer geldt.")))
    return errors
