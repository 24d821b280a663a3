"""The accounts of a place, masked, with what can happen next; and the one way to read a whole number."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.domain.accounts.states import WAITING, AccountState
from services.tracker.domain.instalments.states import InstalmentState
from services.tracker.settings import TrackerContext
from services.tracker.storage import instalments, payout_accounts
from services.tracker.usecases.accounts import approve_account as approving
from services.tracker.usecases.accounts import propose_account as proposing
from services.tracker.usecases.accounts.telling import note
from shared.access import around, directory
from shared.access.actors import Actor
from shared.access.rights import Action, Answer, Fact, Resource, Right, may, recent_sign_in, require
from shared.kernel.errors import Forbidden
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.BANK_ACCOUNT, Action.READ)


@dataclass(frozen=True)
class Accounts:
    """The accounts of one place. `names` are what people are called, by id; the `may_` fields are about the reader.

    `approvers` are the names of those who could approve what was proposed; nobody when nothing was.
    """

    place_id: str
    place_name: str
    active: PayoutAccount | None
    waiting: PayoutAccount | None
    history: tuple[PayoutAccount, ...]
    names: dict[str, str]
    approvers: tuple[str, ...]
    payment_on_the_way: bool
    may_propose: bool
    may_approve: bool
    may_reject: bool
    may_read_number: bool
    may_add_evidence: bool
    is_coordinator: bool


def read_accounts(ctx: TrackerContext, actor: Actor, place_id: str) -> Accounts:
    """Everything about the accounts of a place. Raises NotFound, Forbidden."""
    answer = require(actor, RIGHT, place_id=place_id)
    with ctx.database.read() as connection:
        found = payout_accounts.of_place(connection, actor.scope, place_id)
        on_the_way = instalments.any_in(connection, actor.scope, place_id, {InstalmentState.ORDERED})
    waiting = next((one for one in found if one.state in WAITING), None)
    names, place_name = _names(ctx, place_id, found)
    proposed = waiting is not None and waiting.state is AccountState.PROPOSED
    by_other = waiting is not None and approving.is_second_person(actor, waiting)
    as_other = frozenset({Fact.PROPOSED_BY_OTHER})
    holds_approval = may(actor, approving.RIGHT, place_id=place_id, facts=as_other).allowed
    return Accounts(
        place_id=place_id,
        place_name=place_name,
        active=next((one for one in found if one.state is AccountState.ACTIVE), None),
        waiting=waiting,
        history=tuple(one for one in found if one.state in (AccountState.REPLACED, AccountState.REJECTED)),
        names=names,
        approvers=_approvers(ctx, waiting) if proposed and waiting is not None else (),
        payment_on_the_way=on_the_way,
        may_propose=waiting is None and not on_the_way and may(actor, proposing.RIGHT, place_id=place_id).allowed,
        may_approve=proposed and by_other and holds_approval and not on_the_way,
        may_reject=holds_approval,
        may_read_number=answer is Answer.ALLOWED,
        may_add_evidence=may(actor, proposing.RIGHT, place_id=place_id).allowed,
        is_coordinator=place_id in actor.coordinated,
    )


def get_account(ctx: TrackerContext, actor: Actor, account_id: str) -> PayoutAccount:
    """One account. Raises NotFound when it does not exist or is not for this person."""
    with ctx.database.read() as connection:
        account = payout_accounts.get(connection, actor.scope, account_id)
    require(actor, RIGHT, place_id=account.place_id)
    return account


def read_number(ctx: TrackerContext, actor: Actor, account_id: str) -> PayoutAccount:
    """The account for whoever may see its whole number; that it was read is kept.

    Raises NotFound, Forbidden, ReauthenticationNeeded after more than five minutes.
    """
    with ctx.write() as work:
        account = payout_accounts.get(work.connection, actor.scope, account_id)
        if require(actor, RIGHT, place_id=account.place_id) is not Answer.ALLOWED:
            raise Forbidden(_("Het hele nummer is alleen voor het bestuur."))
        recent_sign_in(actor, ctx.clock.now())
        note(work, actor, account, "read_full", ctx.clock.now(), before=account)
    return account


def _approvers(ctx: TrackerContext, account: PayoutAccount) -> tuple[str, ...]:
    """Other people of the board and the coordinators; coordinators alone when the account bears another name."""
    with ctx.people.read() as connection:
        able = around.coordinators_of_place(connection, account.place_id)
        if account.holder_matches:
            able += around.board_of_place(connection, account.place_id)
    names = {person.id: person.called for person in able if person.id != account.proposed_by}
    return tuple(sorted(names.values()))


def _names(ctx: TrackerContext, place_id: str, found: list[PayoutAccount]) -> tuple[dict[str, str], str]:
    people = {person for one in found for person in (one.proposed_by, one.approved_by, one.closed_by) if person}
    with ctx.people.read() as connection:
        names = directory.people_names(connection, people)
        return names, directory.organisation_names(connection, [place_id]).get(place_id, "")
