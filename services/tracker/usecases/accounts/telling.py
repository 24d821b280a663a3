"""Who hears at once that something happens with the account of a place: whoever could know that it is a fraud."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.settings import TrackerContext
from shared.access import around, directory
from shared.access.actors import Actor
from shared.audit import AuditEntry
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.wording.dates import moment


def subject_of(account_id: str) -> str:
    """What messages and audit rows about an account are filed under."""
    return f"bank_account:{account_id}"


def tell_watchers(
    ctx: TrackerContext,
    work: Writing,
    account: PayoutAccount,
    step: str,
    now: datetime,
    *,
    old: PayoutAccount | None = None,
) -> None:
    """Tells the board, the coordinators and the contacts of the old account, each by an own message.

    A contact is whoever proposed or approved an account: they hear of it also when they left the place.
    """
    with ctx.people.read() as connection:
        contacts = directory.people_with_ids(connection, _contacts(account, old))
        board = around.board_of_place(connection, account.place_id)
        coordinators = around.coordinators_of_place(connection, account.place_id)
        place = directory.organisation_names(connection, [account.place_id]).get(account.place_id, "")
    data = {
        "place_id": account.place_id,
        "place_name": place,
        "step": step,
        "account": account.masked,
        "usable_text": moment(account.usable_from) if account.usable_from else None,
    }
    for person_id in dict.fromkeys(person.id for person in (*board, *coordinators, *contacts)):
        # Without the place: a message to the team's people only would not reach who left or who coordinates.
        work.tell(
            Intent(
                id=new_id(),
                kind=MessageKind.BANK_ACCOUNT_CHANGED,
                subject=subject_of(account.id),
                audience=Audience.PERSON,
                due_at=now,
                person_id=person_id,
                data=data,
                occurrence=step,
            )
        )


def note(
    work: Writing,
    actor: Actor | None,
    account: PayoutAccount,
    action: str,
    now: datetime,
    *,
    before: PayoutAccount | None = None,
    **detail: object,
) -> None:
    """Writes an audit row `bank_account.<action>`; without an actor it was the clock. No number stands in it."""
    entry = AuditEntry(
        action=f"bank_account.{action}",
        subject=subject_of(account.id),
        at=now,
        person_id=actor.person_id if actor else None,
        organisation_id=account.place_id,
        via=actor.acting_via if actor else None,
        before=None if before is None else _audited(before),
        after=_audited(account),
        detail={"state": account.state.value, "version": account.version, **detail},
    )
    work.note(entry)


def _audited(account: PayoutAccount) -> dict[str, object]:
    return {"state": account.state.value, "account": account.masked, "owner": account.owner.value}


def _contacts(*accounts: PayoutAccount | None) -> Iterable[str]:
    for account in accounts:
        if account is not None:
            yield from filter(None, (account.proposed_by, account.approved_by))
