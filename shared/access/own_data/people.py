"""What the people database holds of a person."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.own_data.holdings import AtErasure, Holding, Who, common, kept, mentions, own
from shared.access.tables import (
    api_token,
    challenge,
    erased_address,
    factors,
    identity,
    invitation,
    leave,
    mandate,
    mandate_request,
    membership,
    metadata,
    person,
    person_key,
    privacy_request,
    session,
)
from shared.kernel.errors import NotFound

ERASED_NAME = "gewist"
"""What stands where the name of somebody stood; also what is shown of the address."""


def who_is(people: Connection, person_id: str) -> Who:
    """The person with the address that they have now, also when they were shut out. Raises NotFound."""
    email = people.execute(sa.select(person.c.email).where(person.c.id == person_id)).scalar()
    if email is None:
        raise NotFound()
    return Who(person_id, email)


def erased_email(person_id: str) -> str:
    """An address that reaches nobody and belongs to nobody else."""
    return f"{ERASED_NAME}@{person_id}.invalid"


_KNOWN: list[Holding] = [
    *common(metadata),
    own(session, hidden=("id_hash",)),
    Holding(
        challenge,
        lambda who: (challenge.c.person_id == who.id) | (challenge.c.email == who.email),
        AtErasure.DELETE,
        hidden=frozenset({"browser_hash"}),
    ),
    own(factors.totp, hidden=("sealed",)),
    own(factors.recovery_code, hidden=("code_hash",)),
    own(factors.passkey, hidden=("public_key",)),
    own(factors.device, hidden=("value_hash",)),
    own(identity),
    own(api_token, hidden=("value_hash",)),
    Holding(invitation, lambda who: invitation.c.email == who.email, AtErasure.DELETE),
    own(mandate_request),
    own(leave),
    Holding(leave, lambda who: leave.c.stand_in_id == who.id, AtErasure.DELETE),
    # Who was on the board when something was signed is part of the dossier; the name behind the id is gone.
    kept(membership, "person_id"),
    kept(mandate, "person_id"),
    kept(privacy_request, "person_id"),
    kept(erased_address, "person_id"),
    # Destroyed by hand at erasure, and worth nothing to anybody else.
    Holding(person_key, lambda who: person_key.c.person_id == who.id, AtErasure.KEEP, hidden=frozenset({"wrapped"})),
    Holding(person, lambda who: person.c.id == who.id, AtErasure.KEEP),
]


HOLDINGS: tuple[Holding, ...] = (*_KNOWN, *mentions(metadata, _KNOWN))
