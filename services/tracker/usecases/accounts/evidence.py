"""What the bank gave that shows number and name of an account together: kept, and shown to who may see the number."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.domain.accounts.states import ENDED
from services.tracker.domain.documents.records import StoredFile
from services.tracker.settings import TrackerContext
from services.tracker.storage import payout_accounts, stored_files
from services.tracker.usecases.accounts.changing import changing_account
from services.tracker.usecases.accounts.telling import note
from services.tracker.usecases.documents.keeping import file_store, keep_file
from shared.access.actors import Actor
from shared.access.rights import Action, Answer, Resource, Right, recent_sign_in, require
from shared.kernel.errors import Forbidden, NotAllowedNow, NotFound
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.uploads import Checked, FileKind
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.BANK_ACCOUNT, Action.CREATE)
READ = Right(Resource.BANK_ACCOUNT, Action.READ)
KINDS = frozenset({FileKind.JPG, FileKind.PNG, FileKind.PDF})


def kept_evidence(
    ctx: TrackerContext, work: Writing, actor: Actor, place_id: str, checked: Checked | None, now: datetime
) -> str | None:
    """Keeps the file of an account; gives its id, None without a file. It is in no list of documents."""
    return keep_file(ctx, work, actor, place_id, checked, now, field="evidence").id if checked else None


def add_evidence(
    ctx: TrackerContext,
    actor: Actor,
    account_id: str,
    *,
    checked: Checked,
    once: Once | None = None,
    expected_version: int | None = None,
) -> PayoutAccount:
    """Adds the file to an account that has none: what somebody looked at is not replaced.

    Raises NotFound, Forbidden, ReauthenticationNeeded, InvalidInput, NotAllowedNow, Stale.
    """
    with changing_account(ctx, actor, account_id, once=once, expected_version=expected_version) as change:
        before = change.account
        require(actor, RIGHT, place_id=before.place_id)
        recent_sign_in(actor, change.now)
        if before.evidence_file_id is not None:
            raise NotAllowedNow(_("Er is al een bestand bij dit rekeningnummer."), code="already_there")
        if before.state in ENDED:
            raise NotAllowedNow(_("Dit rekeningnummer geldt niet meer."), code="state")
        file_id = kept_evidence(ctx, change.work, actor, before.place_id, checked, change.now)
        change.account = payout_accounts.change(change.work.connection, change.scope, before, evidence_file_id=file_id)
        note(change.work, actor, change.account, "add_evidence", change.now, before=before)
    return change.account


def read_evidence(ctx: TrackerContext, actor: Actor, account_id: str) -> tuple[StoredFile, bytes]:
    """The file and its bytes, for who may see the whole number; that it was read is kept.

    Raises NotFound, Forbidden, ReauthenticationNeeded after more than five minutes.
    """
    now = ctx.clock.now()
    with ctx.write() as work:
        account = payout_accounts.get(work.connection, actor.scope, account_id)
        if require(actor, READ, place_id=account.place_id) is not Answer.ALLOWED:
            raise Forbidden(_("Het hele nummer is alleen voor het bestuur."))
        recent_sign_in(actor, now)
        found = stored_files.by_ids(work.connection, actor.scope, [account.evidence_file_id or ""])
        if not found:
            raise NotFound(_("Er is geen bestand bij dit rekeningnummer."))
        note(work, actor, account, "read_evidence", now, before=account)
    (file,) = found.values()
    return file, file_store(ctx).get(file.stored_as)
