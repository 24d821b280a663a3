"""How the money of an award stands, as the guards look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from services.tracker.domain.award_terms import Asked, AwardTerms
from services.tracker.domain.claims import Claim, ClaimState, Repayment, left_cents
from services.tracker.domain.guards import Facts
from services.tracker.domain.plan_changes import ChangeState, PlanChange
from services.tracker.domain.settlements import Settlement, SettlementKind
from services.tracker.storage import award_records, instalments
from services.tracker.usecases.changing import Change
from services.tracker.usecases.payments.money_of import awarded_cents
from shared.access.scope import Scope


@dataclass(frozen=True)
class Award:
    """An award in whole cents; None means not known (yet).

    `received_cents` came in, `told_paid_cents` were paid says the funder, `repaid_cents` went back.
    """

    terms: AwardTerms | None
    award_cents: int | None
    received_cents: int
    told_paid_cents: int
    repaid_cents: int
    settlements: tuple[Settlement, ...]
    claims: tuple[Claim, ...]
    repayments: tuple[Repayment, ...]
    changes: tuple[PlanChange, ...]

    @property
    def asked(self) -> Asked:
        """What the funder asks; nothing known without terms."""
        return self.terms or Asked()

    @property
    def paid_cents(self) -> int:
        """What the place has of it now."""
        return self.received_cents - self.repaid_cents

    @property
    def settlement(self) -> Settlement | None:
        """The settlement that holds."""
        return self.settlements[-1] if self.settlements else None

    @property
    def final_cents(self) -> int | None:
        """What the award came to in the end."""
        return self.settlement.final_cents if self.settlement else None

    @property
    def open_claim(self) -> Claim | None:
        """The claim that is to be paid."""
        return next((claim for claim in self.claims if claim.state is ClaimState.OPEN), None)

    @property
    def claim_left_cents(self) -> int | None:
        """What is left to pay back of the open claim."""
        return left_cents(self.open_claim, self.repayments) if self.open_claim else None

    @property
    def open_change(self) -> PlanChange | None:
        """The change that waits for the funder."""
        return next((one for one in self.changes if one.state is ChangeState.OPEN), None)


def award_of(connection: Connection, scope: Scope, application_id: str) -> Award:
    """The award of an application as it stands in this transaction."""
    repayments = tuple(award_records.of_application(connection, scope, Repayment, application_id))
    return Award(
        terms=award_records.newest(connection, scope, AwardTerms, application_id),
        award_cents=awarded_cents(connection, scope, application_id),
        received_cents=instalments.received_cents(connection, scope, application_id),
        told_paid_cents=instalments.told_paid_cents(connection, scope, application_id),
        repaid_cents=sum(one.amount_cents for one in repayments),
        settlements=tuple(award_records.of_application(connection, scope, Settlement, application_id)),
        claims=tuple(award_records.of_application(connection, scope, Claim, application_id)),
        repayments=repayments,
        changes=tuple(award_records.of_application(connection, scope, PlanChange, application_id)),
    )


def award_in(change: Change) -> Award:
    """The award of the application in hand."""
    return award_of(change.work.connection, change.actor.scope, change.application.id)


def award_facts(change: Change, award: Award, **more: Any) -> Facts:
    """What the guards may know of an award, with what this event adds."""
    return change.facts(**facts_of(award) | more)


def facts_of(award: Award) -> dict[str, Any]:
    """The part of the facts that an award tells."""
    first = next((one for one in award.settlements if one.kind is not SettlementKind.REVISED), None)
    return {
        "award_cents": award.award_cents,
        "paid_cents": award.paid_cents,
        "told_paid_cents": award.told_paid_cents,
        "final_cents": award.final_cents,
        "claim_left_cents": award.claim_left_cents,
        "begins_on": award.asked.begins_on,
        "report_needed": award.asked.report_needed,
        "change_open": award.open_change is not None,
        "settled_on": first.letter_on if first else None,
    }
