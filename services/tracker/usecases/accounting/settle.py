"""Writing down what the award came to in the end: after a report, without one, or by the funder on its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.records import Application
from services.tracker.domain.settlements import KIND_OF, Ground, Settlement, SettlementKind, settlement_errors
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import award_records
from services.tracker.usecases.accounting.awards import Award, award_facts, award_in
from services.tracker.usecases.accounting.closing import close_if_paid
from services.tracker.usecases.accounting.dated import nearest
from services.tracker.usecases.accounting.funder_acts import RIGHT, errors_of_letter, funder_act, of_letter
from services.tracker.usecases.accounting.news import News, tell_news
from services.tracker.usecases.changing import Change
from services.tracker.usecases.deciding.objection_term import open_objection_term
from services.tracker.usecases.payments.settle_instalments import settle_instalments
from services.tracker.usecases.reporting.obligations import withdraw_all
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once

__all__ = ["RIGHT", "Settled", "keep_settlement", "settle"]


@dataclass(frozen=True)
class Settled:
    """What the letter says. `ground` and `reason`: why it is less. The two amounts go with a deficit guarantee."""

    final_cents: int
    ground: Ground | None = None
    reason: str = ""
    eligible_cents: int | None = None
    other_income_cents: int | None = None
    keep_until: date | None = None
    spot_check: bool = False


def settle(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    settled: Settled,
    letter: FunderLetter,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Keeps the settlement that belongs to where the application stands; closes it when the money is in already.

    Raises InvalidInput, NotAllowedNow (more than the award, a report is needed), Stale.
    """
    with funder_act(ctx, actor, application_id, once=once, expected_version=expected_version) as change:
        award = award_in(change)
        guarantee = (settled.eligible_cents, settled.other_income_cents) if award.asked.guarantee else None
        raise_for(
            [
                *errors_of_letter(change, letter),
                *settlement_errors(settled.final_cents, award.award_cents, settled.ground, guarantee),
            ]
        )
        kind, event = KIND_OF.get(change.application.state, (SettlementKind.AFTER_REPORT, Event.SETTLE))
        withdraw_all(change)
        facts = award_facts(change, award, final_cents=settled.final_cents)
        change.happen(event, facts, of_letter(letter), attention_at=nearest(change))
        keep_settlement(change, kind, settled, letter, award)
        settle_instalments(change, settled.final_cents)
        if settled.final_cents < (award.award_cents or 0):
            open_objection_term(change, letter.letter_on, None)
        tell_news(change, News.SETTLED, amount_cents=settled.final_cents)
        close_if_paid(change)
    return change.application


def keep_settlement(
    change: Change, kind: SettlementKind, settled: Settled, letter: FunderLetter, award: Award
) -> Settlement:
    """Keeps what the funder fixed; the days to keep receipts come from the terms when the letter tells none."""
    made = Settlement(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        kind=kind,
        final_cents=settled.final_cents,
        ground=settled.ground,
        reason=settled.reason.strip(),
        eligible_cents=settled.eligible_cents,
        other_income_cents=settled.other_income_cents,
        letter_on=letter.letter_on,
        received_on=letter.received_on,
        keep_until=settled.keep_until or award.asked.keep_until,
        spot_check=settled.spot_check or award.asked.spot_check,
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
    )
    award_records.add(change.work.connection, change.actor.scope, made)
    return made
