"""A street with its award, typed by hand."""

from __future__ import annotations

from dataclasses import replace

from services.tracker.domain.payouts.awards import NewAward, check_award
from services.tracker.domain.payouts.batches import MAX_NAME
from services.tracker.domain.payouts.records import Group, Payee
from services.tracker.domain.payouts.states import Way
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS, PAYEES
from services.tracker.usecases.payouts.acting import CREATE, Act, acting, group_subject
from services.tracker.usecases.payouts.numbers import is_iban
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.ibans import read_iban
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import camel
from shared.wording.texts import gettext as _

RIGHT = CREATE


def add_group(
    ctx: TrackerContext, actor: Actor, host_id: str, award: NewAward, way: Way, *, once: Once | None = None
) -> Group:
    """Keeps the street. Raises InvalidInput, and NotAllowedNow when the same street is there for this scheme."""
    award = replace(award, iban=award.iban.replace(" ", "").upper())
    with acting(ctx, actor, once) as act:
        act.may(RIGHT, host_id)
        wrong = check_award(award, is_iban=is_iban)
        if wrong:
            raise InvalidInput([FieldError(camel(field), code, _(text)) for field, code, text in wrong])
        group = keep_awards(act, host_id, [award], way)[0]
        return act.done(group)


def keep_awards(act: Act, host_id: str, awards: list[NewAward], way: Way) -> list[Group]:
    """Keeps streets with their number where one is known, each with its audit row."""
    groups = [_group(act, host_id, award, way) for award in awards]
    payees = [
        Payee(
            id=new_id(),
            place_id=host_id,
            group_id=group.id,
            holder=award.holder[:MAX_NAME],
            iban=read_iban(award.iban),
            proposed_by=act.actor.person_id,
            proposed_at=act.now,
        )
        for group, award in zip(groups, awards, strict=True)
        if award.iban
    ]
    act.add(GROUPS, *groups)
    act.add(PAYEES, *payees)
    for group in groups:
        act.note("group_added", group_subject(group.id), host_id, amount_cents=group.amount_cents)
    return groups


def _group(act: Act, host_id: str, award: NewAward, way: Way) -> Group:
    return Group(
        id=new_id(),
        place_id=host_id,
        name=award.name,
        scheme=award.scheme,
        award_number=award.award_number,
        awarded_on=award.awarded_on,
        amount_cents=award.amount_cents,
        contact_name=award.contact_name,
        contact_phone=award.contact_phone,
        contact_email=award.contact_email,
        way=way,
        row_key=award.row_key,
        created_by=act.actor.person_id,
        created_at=act.now,
    )
