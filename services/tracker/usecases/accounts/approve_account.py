"""Approving a proposed account, as the second person: after a call to a number that was known already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.tracker.domain.accounts.checking import Likeness
from services.tracker.domain.accounts.records import Call, PayoutAccount
from services.tracker.domain.accounts.states import COOL_DOWN, AccountEvent
from services.tracker.settings import TrackerContext
from services.tracker.usecases.accounts.changing import AccountChange, changing_account, no_payment_on_the_way
from services.tracker.usecases.accounts.telling import tell_watchers
from services.tracker.usecases.likeness import likeness_of
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right, recent_sign_in, require
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError, Forbidden, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.BANK_ACCOUNT, Action.APPROVE)
MAX_NAME = 120
MAX_NUMBER = 30
LEAST_DIGITS = 6


def approve_account(
    ctx: TrackerContext,
    actor: Actor,
    account_id: str,
    *,
    call: Call,
    reason: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> PayoutAccount:
    """Starts the cool-down of 72 hours and tells everybody who watches.

    `reason`: why another name on the account is right; a coordinator gives it. Raises Forbidden for whoever proposed
    it, ReauthenticationNeeded after more than five minutes, InvalidInput, NotAllowedNow, Stale.
    """
    with changing_account(ctx, actor, account_id, once=once, expected_version=expected_version) as change:
        _second_person(ctx, actor, change.account)
        recent_sign_in(actor, change.now)
        change.check(AccountEvent.APPROVE)
        no_payment_on_the_way(change.work, actor.scope, change.account.place_id)
        errors = [*_call_errors(change, call), *_holder_errors(actor, change.account, reason.strip())]
        if errors:
            raise InvalidInput(errors)
        account = change.happen(
            AccountEvent.APPROVE,
            approved_by=actor.person_id,
            approved_at=change.now,
            usable_from=change.now + COOL_DOWN,
            call=Call(call.name.strip(), call.number.strip(), call.on),
            approval_reason=reason.strip(),
        )
        tell_watchers(ctx, change.work, account, "approved", change.now)
    return change.account


def is_second_person(actor: Actor, account: PayoutAccount) -> bool:
    """Whether somebody else than this person proposed the account."""
    return account.proposed_by != actor.person_id


def _second_person(ctx: TrackerContext, actor: Actor, account: PayoutAccount) -> None:
    """Raises NotFound, Forbidden or NotAllowedNow unless this is another person, who may approve."""
    if not is_second_person(actor, account):
        require(actor, Right(Resource.BANK_ACCOUNT, Action.READ), place_id=account.place_id)
        raise Forbidden(_("U stelde dit nummer zelf voor. Een ander bestuurslid of de coördinator kijkt het na."))
    require(actor, RIGHT, place_id=account.place_id, facts=frozenset({Fact.PROPOSED_BY_OTHER}))
    _not_among_contacts(ctx, actor, account)
    match likeness_of(ctx.people, account.proposed_by, actor.person_id):
        case Likeness.SAME:
            raise Forbidden(_("Dit nummer is vanaf uw eigen mailbox voorgesteld. Iemand anders moet het nakijken."))
        case Likeness.ALIKE:
            message = _("U en de persoon die dit voorstelde delen een mailbox of een naam. Vraag de coördinator.")
            raise NotAllowedNow(message, (AccountEvent.REJECT,), "second_look")


def _not_among_contacts(ctx: TrackerContext, actor: Actor, account: PayoutAccount) -> None:
    """Two contact people of a group without a board are no board: the second person is the coordinator (O6)."""
    if account.place_id in actor.coordinated:
        return
    with ctx.people.read() as connection:
        place = directory.organisation(connection, account.place_id)
    if place is not None and place.without_board:
        message = _("Uw groep heeft geen bestuur. Daarom kijkt de coördinator dit rekeningnummer na.")
        raise NotAllowedNow(message, (AccountEvent.REJECT,), "coordinator_needed")


def _holder_errors(actor: Actor, account: PayoutAccount, reason: str) -> Iterator[FieldError]:
    """Another name on the account is for a coordinator to judge. Raises NotAllowedNow for anybody else."""
    if account.holder_matches:
        return
    if account.place_id not in actor.coordinated:
        message = _("De naam op de rekening is niet de naam van de plek. Vraag de coördinator om dit na te kijken.")
        raise NotAllowedNow(message, (AccountEvent.REJECT,), "coordinator_needed")
    if not reason:
        yield FieldError("reason", "required", _("Schrijf op waarom deze andere naam klopt."))


def _call_errors(change: AccountChange, call: Call) -> Iterator[FieldError]:
    name, number = call.name.strip(), call.number.strip()
    if not name or len(name) > MAX_NAME:
        yield FieldError("calledName", "required", _("Schrijf op wie u hebt gebeld."))
    digits = sum(sign.isdecimal() for sign in number)
    if digits < LEAST_DIGITS or len(number) > MAX_NUMBER or set(number) - set("+0123456789 ()-"):
        yield FieldError(
            "calledNumber", "not_a_number", _("Vul het telefoonnummer in dat u belde, bijvoorbeeld 010 123 45 67.")
        )
    if error := _day_error(change, call.on):
        yield error


def _day_error(change: AccountChange, day: date) -> FieldError | None:
    if day > change.now.astimezone(AMSTERDAM).date():
        return FieldError("calledOn", "in_future", _("Deze dag ligt in de toekomst. Bel eerst."))
    if day < change.account.proposed_at.astimezone(AMSTERDAM).date():
        return FieldError("calledOn", "too_early", _("Bel nadat het nummer is voorgesteld. Eerder bellen telt niet."))
    return None
