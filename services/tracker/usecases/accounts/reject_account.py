"""Stopping an account: whoever sees that something is wrong can do it, at any moment before or after."""

from __future__ import annotations

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.domain.accounts.states import AccountEvent, AccountState
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounts import approve_account as approving
from services.tracker.usecases.accounts import propose_account as proposing
from services.tracker.usecases.accounts.changing import changing_account
from services.tracker.usecases.accounts.telling import tell_watchers
from shared.access.actors import Actor
from shared.access.rights import Fact, recent_sign_in, require
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 500


def reject_account(
    ctx: TrackerContext,
    actor: Actor,
    account_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> PayoutAccount:
    """Ends the account and tells everybody who watches. It is not locked by a payment: a fraud must be stopped.

    Raises InvalidInput without a reason, NotAllowedNow when it ended before, Stale, and
    ReauthenticationNeeded when it is in use and the sign-in is more than five minutes ago.
    """
    with changing_account(ctx, actor, account_id, once=once, expected_version=expected_version) as change:
        account = change.account
        if approving.is_second_person(actor, account):
            require(actor, approving.RIGHT, place_id=account.place_id, facts=frozenset({Fact.PROPOSED_BY_OTHER}))
        else:
            require(actor, proposing.RIGHT, place_id=account.place_id)
        if account.state is AccountState.ACTIVE:
            # What waits may be stopped at any time; where money goes now, a borrowed session must not change.
            recent_sign_in(actor, change.now)
        if not reason.strip() or len(reason.strip()) > MAX_REASON:
            raise InvalidInput([FieldError("reason", "required", _("Schrijf kort op waarom u het tegenhoudt."))])
        after = change.happen(
            AccountEvent.REJECT, closed_at=change.now, closed_by=actor.person_id, close_reason=reason.strip()
        )
        tell_watchers(ctx, change.work, after, "rejected", change.now)
    return change.account
