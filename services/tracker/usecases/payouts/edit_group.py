"""Changing who to call for a street, and how it gets its money."""

from __future__ import annotations

from services.tracker.domain.payouts.awards import NewAward, check_award
from services.tracker.domain.payouts.records import Group
from services.tracker.domain.payouts.states import Way
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS
from services.tracker.usecases.payouts.acting import UPDATE, acting, group_subject
from services.tracker.usecases.payouts.numbers import is_iban
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import camel
from shared.wording.texts import gettext as _

RIGHT = UPDATE


def edit_group(
    ctx: TrackerContext,
    actor: Actor,
    group_id: str,
    *,
    contact_name: str,
    contact_phone: str,
    contact_email: str,
    way: Way,
    once: Once | None = None,
    expected_version: int,
) -> Group:
    """Writes the contact and the way. Raises InvalidInput, Stale."""
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, RIGHT, version=expected_version)
        award = NewAward(
            name=group.name,
            amount_cents=group.amount_cents,
            scheme=group.scheme,
            contact_name=contact_name,
            contact_phone=contact_phone,
            contact_email=contact_email,
        )
        wrong = check_award(award, is_iban=is_iban)
        if wrong:
            raise InvalidInput([FieldError(camel(field), code, _(text)) for field, code, text in wrong])
        contact = {name: getattr(award, name) for name in ("contact_name", "contact_phone", "contact_email")}
        after = act.change(GROUPS, group, **contact, way=way)
        act.note("group_changed", group_subject(group.id), group.place_id, way=way.value)
        return act.done(after)
