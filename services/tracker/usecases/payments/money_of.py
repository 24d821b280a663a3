"""The money of one application, read in one place: what was awarded, how it comes, and what came in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from services.tracker.domain.decisions import Outcome
from services.tracker.domain.instalments.records import Credit, Instalment, InstalmentPlan
from services.tracker.domain.instalments.standing import Standing, standing
from services.tracker.domain.records import Decision
from services.tracker.storage import credits, dossier, instalment_plans, instalments
from shared.access.scope import Scope

_GRANTING = frozenset({Outcome.AWARDED.value, Outcome.PARTIAL.value, Outcome.CONDITIONAL.value})


@dataclass(frozen=True)
class Money:
    """`award_cents` is None while nothing was awarded, or the letter names no amount."""

    award_cents: int | None
    plan: InstalmentPlan | None
    instalments: tuple[Instalment, ...]
    credits: tuple[Credit, ...]

    @property
    def goal_cents(self) -> int | None:
        """What should come in all: what the funder fixed in the end, or else the award."""
        final = self.plan.final_cents if self.plan else None
        return self.award_cents if final is None else final

    @property
    def standing(self) -> Standing:
        """The sums."""
        return standing(self.instalments, self.goal_cents)


def money_of(connection: Connection, scope: Scope, application_id: str) -> Money:
    """The money of an application as it stands now."""
    return Money(
        award_cents=awarded_cents(connection, scope, application_id),
        plan=instalment_plans.of_application(connection, scope, application_id),
        instalments=tuple(instalments.of_application(connection, scope, application_id)),
        credits=tuple(credits.of_application(connection, scope, application_id)),
    )


def awarded_cents(connection: Connection, scope: Scope, application_id: str) -> int | None:
    """The amount of the newest decision that gives money; None when there is none, or it names no amount."""
    decisions = dossier.of_application(connection, scope, Decision, application_id)
    granting = [decision.amount_cents for decision in decisions if decision.outcome in _GRANTING]
    return granting[-1] if granting else None
