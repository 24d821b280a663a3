"""Money planned for every street at once that has one number and something to plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from services.tracker.domain.payouts.accounts import to_plan
from services.tracker.domain.payouts.numbers import CURRENT
from services.tracker.domain.payouts.records import Group, Payee, Payment
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS, PAYEES, PAYMENTS, groups_of
from services.tracker.usecases.payouts.acting import UPDATE, acting, group_subject
from services.tracker.usecases.payouts.payments import planned_payment
from services.tracker.usecases.payouts.streets import accounts_of
from shared.access.actors import Actor
from shared.access.scope import Scope
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class Plannable:
    """A street, its one number, and what can be planned, in cents."""

    group: Group
    payee: Payee
    amount_cents: int


def plannable(connection: Connection, scope: Scope, host_id: str) -> list[Plannable]:
    """The streets for which nobody has to choose a number or an amount."""
    groups = groups_of(connection, scope, host_id)
    accounts = accounts_of(connection, scope, host_id, groups)
    payees: dict[str, list[Payee]] = {}
    for payee in PAYEES.of(connection, scope, place_id=host_id, state=CURRENT):
        payees.setdefault(payee.group_id, []).append(payee)
    found = [(group, payees.get(group.id, []), to_plan(group, accounts[group.id])) for group in groups]
    return [Plannable(group, numbers[0], cents) for group, numbers, cents in found if cents and len(numbers) == 1]


def plan_all(
    ctx: TrackerContext, actor: Actor, host_id: str, *, count: int, sum_cents: int, once: Once | None = None
) -> list[Payment]:
    """Plans exactly what was shown. Raises NotAllowedNow when number or sum are others by now, Stale."""
    with acting(ctx, actor, once) as act:
        act.may(UPDATE, host_id)
        found = plannable(act.connection, act.scope, host_id)
        if (len(found), _sum(found)) != (count, sum_cents):
            text = _("Er is intussen iets veranderd. Kijk opnieuw wat er te plannen is.")
            raise NotAllowedNow(text, code="other_by_now")
        made = [planned_payment(act, one.group, one.payee, one.amount_cents) for one in found]
        act.add(PAYMENTS, *made)
        for one in found:
            act.change(GROUPS, one.group)
            act.note("planned", group_subject(one.group.id), host_id, amount_cents=one.amount_cents, parts=1)
        return act.done(made)


def _sum(found: Sequence[Plannable]) -> int:
    return sum(one.amount_cents for one in found)
