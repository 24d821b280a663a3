"""Closing the account of a street, and opening it again."""

from __future__ import annotations

from services.tracker.domain.payouts.receipts import CLOSING_REFUSALS, refusal_to_close
from services.tracker.domain.payouts.records import Group
from services.tracker.domain.payouts.states import GroupState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS
from services.tracker.usecases.payouts.acting import UPDATE, acting, group_subject, refuse
from services.tracker.usecases.payouts.streets import street_of
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 500


def close_group(
    ctx: TrackerContext,
    actor: Actor,
    group_id: str,
    *,
    reason: str = "",
    once: Once | None = None,
    expected_version: int,
) -> Group:
    """Closes a street: with a receipt for every euro, or a reason why not. Raises NotAllowedNow, InvalidInput."""
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, UPDATE, version=expected_version)
        if group.state is GroupState.CLOSED:
            raise NotAllowedNow(_("Deze straat is al afgesloten."), code="group_closed")
        code = refusal_to_close(street_of(act.connection, act.scope, group).account, reason)
        if code == "needs_reason":
            raise InvalidInput([FieldError("reason", "required", _(CLOSING_REFUSALS[code]))])
        refuse(code, CLOSING_REFUSALS)
        if len(reason) > MAX_REASON:
            raise InvalidInput([FieldError("reason", "too_long", _("Dit is te lang. Er passen 500 tekens."))])
        after = act.change(GROUPS, group, state=GroupState.CLOSED, closing_reason=reason, closed_at=act.now)
        act.note("group_closed", group_subject(group.id), group.place_id, with_reason=bool(reason))
        return act.done(after)


def reopen_group(
    ctx: TrackerContext, actor: Actor, group_id: str, *, once: Once | None = None, expected_version: int
) -> Group:
    """Opens a closed street again."""
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, UPDATE, version=expected_version)
        if group.state is GroupState.OPEN:
            raise NotAllowedNow(_("Deze straat is al open."), code="group_open")
        after = act.change(GROUPS, group, state=GroupState.OPEN, closed_at=None)
        act.note("group_opened", group_subject(group.id), group.place_id)
        return act.done(after)
