"""What every change of an agreement has in common: one transaction, rights, idempotency, the table, an audit row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.tracker.domain.agreements.guards import AgreementFacts, decide
from services.tracker.domain.agreements.records import Agreement, Terms, TermsState
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreement_terms, agreements
from services.tracker.usecases.agreeing.clock_days import next_look
from services.tracker.usecases.agreeing.parties import parties_of, require_right
from shared.access.actors import Actor
from shared.access.rights import Right
from shared.audit import AuditEntry
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def subject_of(agreement_id: str) -> str:
    """What messages and audit rows about an agreement are filed under."""
    return f"agreement:{agreement_id}"


@dataclass
class AgreementChange:
    """One agreement in the hands of one person, inside one transaction."""

    ctx: TrackerContext
    work: Writing
    actor: Actor
    agreement: Agreement
    versions: tuple[Terms, ...]
    now: datetime

    @property
    def today(self) -> date:
        """The civil day here."""
        return self.now.astimezone(AMSTERDAM).date()

    @property
    def open_terms(self) -> Terms | None:
        """The version that is being written or signed."""
        return next((terms for terms in self.versions if terms.state is TermsState.OPEN), None)

    @property
    def terms_in_force(self) -> Terms | None:
        """The version that holds."""
        return next((terms for terms in self.versions if terms.state is TermsState.IN_FORCE), None)

    def facts(self, **more: Any) -> AgreementFacts:
        """What the guards may look at, with what this event adds."""
        known = AgreementFacts(
            today=self.today,
            actor_id=self.actor.person_id,
            proposed_on=self.agreement.proposed_on,
            starts_on=self.agreement.starts_on,
            ends_on=self.agreement.ends_on,
            amendment_open=self.terms_in_force is not None and self.open_terms is not None,
            renewal_wished_by=frozenset(side.value for side in self.agreement.renewal_wished_by),
            notice_days=self.agreement.notice_days,
            suspension_asked_by=self.agreement.suspension_asked_by,
        )
        return replace(known, **more)

    def happen(
        self,
        event: AgreementEvent,
        facts: AgreementFacts,
        detail: Mapping[str, object] | None = None,
        **values: Any,
    ) -> Agreement:
        """Makes the event happen: table and guards, compare-and-set, audit row.

        Raises NotAllowedNow, Forbidden, Stale.
        """
        row = decide(self.agreement.state, event, parties_of(self.actor, self.agreement), facts, _)
        return self.write(event.value, detail, state=row.after, **values)

    def write(self, action: str, detail: Mapping[str, object] | None = None, **values: Any) -> Agreement:
        """Writes new values with an audit row `agreement.<action>`. Raises Stale when somebody else was first."""
        before = self.agreement
        after = agreements.change(self.work.connection, self.actor.scope, before, updated_at=self.now, **values)
        self.work.note(audit_entry(self.actor, after, action, self.now, before=before, detail=detail or {}))
        self.agreement = after
        return after

    def look_ahead(self) -> None:
        """Sets the day on which the clock looks again. Nobody did that, so the log has no row of it."""
        look_on = next_look(self.agreement, self.today)
        self.agreement = agreements.change(self.work.connection, self.actor.scope, self.agreement, look_on=look_on)


@contextmanager
def changing_agreement(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    right: Right,
    *,
    once: Once | None,
    expected_version: int | None,
) -> Iterator[AgreementChange]:
    """A transaction on one agreement.

    Raises NotFound or Forbidden for the right, AlreadyDone for a repeated key, Stale when `expected_version` is not the
    version that holds.
    """
    with ctx.write() as work:
        agreement = agreements.get(work.connection, actor.scope, agreement_id)
        require_right(actor, right, agreement)
        if once is not None:
            once.begin(work.connection)
        if expected_version is not None and expected_version != agreement.version:
            message = _("Iemand anders heeft deze afspraken veranderd terwijl u bezig was. Kijk eerst wat er nu staat.")
            raise Stale(message, agreement.version)
        versions = agreement_terms.of_agreements(work.connection, [agreement.id])[agreement.id]
        change = AgreementChange(ctx, work, actor, agreement, tuple(versions), ctx.clock.now())
        yield change
        if once is not None:
            once.finish(work.connection, change.agreement)


def audit_entry(
    actor: Actor | None,
    agreement: Agreement,
    action: str,
    now: datetime,
    *,
    before: Agreement | None = None,
    detail: Mapping[str, object],
) -> AuditEntry:
    """The audit row of one act on an agreement; without an actor it was the clock. `detail` holds no personal data."""
    place_id = agreement.place_id
    about = {"from": before.state.value if before else None, "to": agreement.state.value, "version": agreement.version}
    return AuditEntry(
        action=f"agreement.{action}",
        subject=subject_of(agreement.id),
        at=now,
        person_id=actor.person_id if actor else None,
        organisation_id=place_id,
        acting_for=place_id if actor and place_id in actor.mandate_of else None,
        before=None if before is None else _audited(before),
        after=_audited(agreement),
        detail=about | dict(detail),
    )


def _audited(agreement: Agreement) -> dict[str, object]:
    return {
        "state": agreement.state.value,
        "title": agreement.title,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
        "next_talk_on": agreement.next_talk_on,
    }
