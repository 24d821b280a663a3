"""Proposing the account to which money of a place goes. One person proposes; nothing changes by that alone."""

from __future__ import annotations

from collections.abc import Iterator

from services.tracker.domain.accounts.checking import same_holder
from services.tracker.domain.accounts.records import AccountOwner, PayoutAccount
from services.tracker.domain.accounts.states import AccountState
from services.tracker.settings import TrackerContext
from services.tracker.storage import payout_accounts
from services.tracker.usecases.accounts.changing import no_payment_on_the_way
from services.tracker.usecases.accounts.evidence import kept_evidence
from services.tracker.usecases.accounts.telling import note, tell_watchers
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, recent_sign_in, require
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.ibans import IbanProblem, iban_mend, read_iban
from shared.plumbing.idempotency import Once
from shared.uploads import Checked
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.BANK_ACCOUNT, Action.CREATE)
MAX_HOLDER = 140
MAX_REASON = 500


def propose_account(
    ctx: TrackerContext,
    actor: Actor,
    place_id: str,
    *,
    iban: str,
    holder: str,
    owner: AccountOwner,
    reason: str = "",
    evidence_kept: bool,
    evidence: Checked | None = None,
    once: Once | None = None,
) -> PayoutAccount:
    """Keeps the proposal and tells the board, the coordinators and the contacts of the old account at once.

    `iban` as it was typed, `holder` the name on the account. `evidence`: a file of the bank that shows number and
    name together; without it `evidence_kept`, the word that the place keeps such a paper.
    `reason` says why, where an account is or was in use.
    Raises InvalidInput with all that is wrong, NotFound, Forbidden, ReauthenticationNeeded after more than five
    minutes, NotAllowedNow while another waits or a payment is on its way.
    """
    require(actor, RIGHT, place_id=place_id)
    recent_sign_in(actor, ctx.clock.now())
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        old = payout_accounts.last_used_of(work.connection, actor.scope, place_id)
        number, errors = _number(iban, old)
        errors += _text_errors(holder, reason, evidence_kept or evidence is not None, is_change=old is not None)
        if errors:
            raise InvalidInput(errors)
        no_payment_on_the_way(work, actor.scope, place_id)
        now = ctx.clock.now()
        account = PayoutAccount(
            id=new_id(),
            place_id=place_id,
            version=1,
            state=AccountState.PROPOSED,
            iban=number,
            holder=holder.strip(),
            owner=owner,
            holder_matches=owner is AccountOwner.PLACE and same_holder(holder, _names(ctx, place_id)),
            reason=reason.strip(),
            proposed_by=actor.person_id,
            proposed_at=now,
            evidence_file_id=kept_evidence(ctx, work, actor, place_id, evidence, now),
        )
        payout_accounts.add(work.connection, actor.scope, account)
        note(work, actor, account, "propose", account.proposed_at)
        tell_watchers(ctx, work, account, "proposed", account.proposed_at, old=old)
        if once is not None:
            once.finish(work.connection, account)
    return account


def _number(typed: str, old: PayoutAccount | None) -> tuple[str, list[FieldError]]:
    try:
        number = read_iban(typed)
    except IbanProblem as problem:
        return "", [FieldError("iban", problem.code, iban_mend(problem.code))]
    if old is not None and old.state is AccountState.ACTIVE and number == old.iban:
        return "", [FieldError("iban", "same", _("Dit nummer is al in gebruik. U hoeft niets te veranderen."))]
    return number, []


def _text_errors(holder: str, reason: str, evidence_kept: bool, *, is_change: bool) -> list[FieldError]:
    return list(_wrong_texts(holder.strip(), reason.strip(), evidence_kept, is_change))


def _wrong_texts(holder: str, reason: str, evidence_kept: bool, is_change: bool) -> Iterator[FieldError]:
    if not holder:
        yield FieldError("holder", "required", _("Vul de naam in die op het bankafschrift staat."))
    elif len(holder) > MAX_HOLDER:
        yield FieldError("holder", "too_long", _("Deze naam is te lang. Er passen 140 tekens."))
    if is_change and not reason:
        yield FieldError("reason", "required", _("Schrijf op waarom het nummer verandert."))
    elif len(reason) > MAX_REASON:
        yield FieldError("reason", "too_long", _("Dit is te lang. Er passen 500 tekens."))
    if not evidence_kept:
        message = _("Stuur een foto van de pas of het bankafschrift. Of vink aan dat u dat op papier bewaart.")
        yield FieldError("evidenceKept", "required", message)


def _names(ctx: TrackerContext, place_id: str) -> list[str]:
    with ctx.people.read() as connection:
        return list(directory.organisation_names(connection, [place_id]).values())
