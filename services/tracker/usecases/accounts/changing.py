"""What every act on a payout account has in common: one transaction, version, state table, audit row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.domain.accounts.states import STATE_LABELS, AccountEvent, after, people_events
from services.tracker.domain.instalments.states import InstalmentState
from services.tracker.settings import TrackerContext
from services.tracker.storage import instalments, payout_accounts
from services.tracker.usecases.accounts.telling import note
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow, Stale
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

READ = Right(Resource.BANK_ACCOUNT, Action.READ)


@dataclass
class AccountChange:
    """One account in the hands of one person, or of the clock, inside one transaction."""

    work: Writing
    scope: Scope
    actor: Actor | None
    account: PayoutAccount
    now: datetime

    def check(self, event: AccountEvent) -> None:
        """Raises NotAllowedNow when the event can't happen in this state."""
        state = self.account.state
        if after(state, event) is None:
            message = _("Dit kan niet meer. Het rekeningnummer staat nu op “%(now)s”.", now=_(STATE_LABELS[state]))
            raise NotAllowedNow(message, people_events(state), "state")

    def happen(self, event: AccountEvent, **values: Any) -> PayoutAccount:
        """Makes the event happen, with an audit row. Raises NotAllowedNow, Stale."""
        self.check(event)
        before = self.account
        self.account = payout_accounts.change(
            self.work.connection, self.scope, before, state=after(before.state, event), **values
        )
        note(self.work, self.actor, self.account, event.value, self.now, before=before)
        return self.account


@contextmanager
def changing_account(
    ctx: TrackerContext, actor: Actor, account_id: str, *, once: Once | None, expected_version: int | None
) -> Iterator[AccountChange]:
    """A transaction on one account; the caller asks for the right before it changes anything.

    Who may not even see it hears nothing of its versions. Raises NotFound, AlreadyDone for a repeated key, Stale when
    `expected_version` is not the version that holds.
    """
    with ctx.write() as work:
        account = payout_accounts.get(work.connection, actor.scope, account_id)
        require(actor, READ, place_id=account.place_id)
        change = AccountChange(work, actor.scope, actor, account, ctx.clock.now())
        if once is not None:
            once.begin(work.connection)
        if expected_version is not None and expected_version != account.version:
            message = _("Iemand anders was u net voor bij dit rekeningnummer. Kijk eerst wat er nu staat.")
            raise Stale(message, account.version)
        yield change
        if once is not None:
            once.finish(work.connection, change.account)


def no_payment_on_the_way(work: Writing, scope: Scope, place_id: str) -> None:
    """Raises NotAllowedNow while a funder was told to pay: money on its way must not meet another number."""
    if instalments.any_in(work.connection, scope, place_id, {InstalmentState.ORDERED}):
        message = _("Er is een betaling onderweg. Verander het rekeningnummer pas als dat geld binnen is.")
        raise NotAllowedNow(message, code="payment_ordered")
