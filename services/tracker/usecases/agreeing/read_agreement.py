"""Everything there is of one agreement, for its page and for the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.agreements.evaluations import Evaluation
from services.tracker.domain.agreements.obligations import Obligation
from services.tracker.domain.agreements.promises import Promise, Side, month_later, yearly_value
from services.tracker.domain.agreements.records import Agreement, Signature, Strategy, Terms, TermsState
from services.tracker.domain.agreements.states import events_for
from services.tracker.domain.agreements.vocabulary import AgreementEvent, Party
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms, agreements, obligations, strategies
from services.tracker.usecases.agreeing.changing import subject_of
from services.tracker.usecases.agreeing.parties import READ, parties_of, require_right, side_of
from shared.access import directory
from shared.access.actors import Actor
from shared.audit import entries
from shared.audit.entries import AuditLine
from shared.kernel.dates import AMSTERDAM


@dataclass(frozen=True)
class Worth:
    """What one side gives in the current year of the agreement, in cents."""

    in_kind_cents: int
    money_cents: int


@dataclass(frozen=True)
class AgreementFile:
    """One agreement with all that belongs to it. `names` are what people are called, by id."""

    agreement: Agreement
    place_name: str
    versions: tuple[Terms, ...]
    signatures: tuple[Signature, ...]
    duties: tuple[Obligation, ...]
    talks: tuple[Evaluation, ...]
    strategy: Strategy | None
    history: tuple[AuditLine, ...]
    allowed_events: tuple[AgreementEvent, ...]
    acting: frozenset[Party]
    own_side: Side | None
    names: dict[str, str]
    today: date

    @property
    def in_force(self) -> Terms | None:
        """The version that holds."""
        return self._first(TermsState.IN_FORCE)

    @property
    def open(self) -> Terms | None:
        """The version that is being written or signed."""
        return self._first(TermsState.OPEN)

    @property
    def shown(self) -> Terms:
        """What to show first: what holds, else what is on the table, else the last one that was."""
        return self.in_force or self.open or self.versions[-1]

    @property
    def promises(self) -> dict[str, Promise]:
        """Every promise of any version by its id."""
        return {promise.id: promise for terms in self.versions for promise in terms.promises}

    def waiting(self) -> tuple[Side, ...]:
        """Who still has to sign what is on the table."""
        terms = self.open
        if terms is None:
            return ()
        signed = {one.side for one in self.signatures if one.number == terms.number}
        return tuple(side for side in Side if side not in signed)

    def worth(self, side: Side) -> Worth:
        """What a side gives in the year of the agreement that runs today."""
        start = self._year_starts()
        promises = self.shown.promises
        return Worth(
            yearly_value(promises, side, start, in_kind=True), yearly_value(promises, side, start, in_kind=False)
        )

    def _year_starts(self) -> date:
        first = self.agreement.starts_on or self.today
        years = 0
        while month_later(first, 12 * (years + 1)) <= self.today:
            years += 1
        return month_later(first, 12 * years)

    def _first(self, state: TermsState) -> Terms | None:
        return next((terms for terms in self.versions if terms.state is state), None)


def _allowed(actor: Actor, agreement: Agreement, acting: frozenset[Party]) -> tuple[AgreementEvent, ...]:
    """What this person can make happen now. One coordinator asks to set it still, another one decides."""
    asked_by = agreement.suspension_asked_by
    barred = AgreementEvent.SUSPEND if asked_by in (None, actor.person_id) else AgreementEvent.ASK_SUSPENSION
    return tuple(event for event in events_for(agreement.state, acting) if event is not barred)


def read_agreement(ctx: TrackerContext, actor: Actor, agreement_id: str) -> AgreementFile:
    """The file of an agreement. Raises NotFound when it does not exist or this person is of neither party."""
    with ctx.database.read() as connection:
        agreement = agreements.get(connection, actor.scope, agreement_id)
        require_right(actor, READ, agreement)
        versions = tuple(agreement_terms.of_agreements(connection, [agreement_id])[agreement_id])
        signatures = tuple(agreement_terms.signatures(connection, agreement_id))
        duties = tuple(obligations.of_agreements(connection, [agreement_id])[agreement_id])
        talks = tuple(obligations.evaluations(connection, [agreement_id])[agreement_id])
        strategy = strategies.get(connection, actor.scope, agreement.strategy_id) if agreement.strategy_id else None
        history = tuple(entries(connection, subject_of(agreement_id)))
    acting = parties_of(actor, agreement)
    with ctx.people.read() as people:
        names = directory.people_names(people, {line.person_id for line in history if line.person_id})
        place_name = directory.organisation_names(people, [agreement.place_id]).get(agreement.place_id, "")
    return AgreementFile(
        agreement=agreement,
        place_name=place_name,
        versions=versions,
        signatures=signatures,
        duties=duties,
        talks=talks,
        strategy=strategy,
        history=history,
        allowed_events=_allowed(actor, agreement, acting),
        acting=acting,
        own_side=side_of(actor, agreement),
        names=names,
        today=ctx.clock.now().astimezone(AMSTERDAM).date(),
    )
