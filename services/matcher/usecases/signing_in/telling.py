"""The owner of an account hears what changed about signing in to it: it may not have been them."""

from __future__ import annotations

from enum import StrEnum

from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing


class SignInNews(StrEnum):
    """What changed."""

    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    NEW_CODES = "new_codes"
    PAPER_USED = "paper_used"
    FACTORS_RESET = "factors_reset"
    PHONE_REMEMBERED = "phone_remembered"
    IDENTITY_JOINED = "identity_joined"
    IDENTITY_REMOVED = "identity_removed"
    KEY_MADE = "key_made"
    KEY_ENDED = "key_ended"


def tell_owner(work: Writing, person_id: str, what: SignInNews, *, device: str = "", key: str = "") -> None:
    """One message about one act, in its transaction.

    `device` is what people call it ("Firefox op Android"); `key` is the name that its maker gave the key of a program.
    """
    work.tell(
        Intent(
            id=new_id(),
            kind=MessageKind.SIGN_IN_NEWS,
            subject=f"person:{person_id}",
            audience=Audience.PERSON,
            person_id=person_id,
            due_at=work.clock.now(),
            data={"what": what.value, "device": device, "key": key},
        )
    )
