"""What the clock does with accounts: after 72 hours a checked account comes into use, unless money is on its way."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.domain.accounts.states import AccountEvent, AccountState
from services.tracker.domain.instalments.states import InstalmentState
from services.tracker.settings import TrackerContext
from services.tracker.storage import instalments, payout_accounts
from services.tracker.usecases.accounts.changing import AccountChange
from services.tracker.usecases.accounts.reopen_checks import reopen_checks
from services.tracker.usecases.accounts.telling import tell_watchers
from shared.access.scope import SYSTEM
from shared.kernel.errors import Stale
from shared.outbox.writing import Writing

BATCH = 100


def pass_cool_downs(ctx: TrackerContext) -> int:
    """Brings accounts whose waiting time is over into use; returns how many. Safe twice at once: a version decides."""
    now = ctx.clock.now()
    return sum(
        _pass(ctx, account.id, now)
        for state in (AccountState.COOLING_DOWN, AccountState.VERIFIED)
        for account in _due(ctx, state, now)
    )


def _due(ctx: TrackerContext, state: AccountState, now: datetime) -> list[PayoutAccount]:
    with ctx.database.read() as connection:
        return payout_accounts.usable(connection, SYSTEM, {state}, now, BATCH)


def _pass(ctx: TrackerContext, account_id: str, now: datetime) -> bool:
    try:
        with ctx.write() as work:
            account = payout_accounts.get(work.connection, SYSTEM, account_id)
            change = AccountChange(work, SYSTEM, None, account, now)
            if account.state is AccountState.COOLING_DOWN:
                change.happen(AccountEvent.VERIFY)
            if change.account.state is not AccountState.VERIFIED or _money_on_the_way(work, account.place_id):
                return False
            _bring_into_use(ctx, change)
            return True
    except Stale:
        return False  # somebody stopped it, or another clock was first


def _bring_into_use(ctx: TrackerContext, change: AccountChange) -> None:
    work, now = change.work, change.now
    old = payout_accounts.last_used_of(work.connection, SYSTEM, change.account.place_id)
    if old is not None and old.state is AccountState.ACTIVE:
        AccountChange(work, SYSTEM, None, old, now).happen(AccountEvent.REPLACE, closed_at=now)
    account = change.happen(AccountEvent.ACTIVATE, active_at=now)
    tell_watchers(ctx, work, account, "active", now, old=old)
    if old is not None:
        reopen_checks(work, account, now)


def _money_on_the_way(work: Writing, place_id: str) -> bool:
    return instalments.any_in(work.connection, SYSTEM, place_id, {InstalmentState.ORDERED})
