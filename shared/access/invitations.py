"""Storage of invitations: an address is asked to take a role in an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from shared.access.actors import Role
from shared.access.tables import invitation, organisation, person
from shared.kernel.ids import is_id, new_id

LIVES = timedelta(days=14)


class Answer(StrEnum):
    """How an invitation ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Invitation:
    """One invitation."""

    id: str
    organisation_id: str
    organisation_name: str
    organisation_kind: str
    email: str
    role: Role
    invited_by: str
    inviter_name: str
    made_at: datetime
    sent_at: datetime
    expires_at: datetime
    answer: Answer | None

    def is_open(self, at: datetime) -> bool:
        """Whether it can be answered at the moment."""
        return self.answer is None and self.expires_at > at


def add(
    connection: Connection,
    *,
    organisation_id: str,
    email: str,
    role: Role,
    invited_by: str,
    at: datetime,
) -> str:
    """Keeps a new one and gives its id."""
    invitation_id = new_id()
    connection.execute(
        sa.insert(invitation).values(
            id=invitation_id,
            organisation_id=organisation_id,
            email=email,
            role=role.value,
            invited_by=invited_by,
            made_at=at,
            sent_at=at,
            expires_at=at + LIVES,
        )
    )
    return invitation_id


def find(connection: Connection, invitation_id: str) -> Invitation | None:
    """One invitation, answered or not."""
    if not is_id(invitation_id):
        return None
    return next(iter(_read(connection, invitation.c.id == invitation_id)), None)


def unanswered(connection: Connection, organisation_id: str) -> list[Invitation]:
    """The invitations of an organisation without an answer, also those that are over."""
    return _read(connection, invitation.c.organisation_id == organisation_id, invitation.c.answer.is_(None))


def open_for(connection: Connection, email: str, at: datetime) -> list[Invitation]:
    """What somebody with this address can answer now."""
    return _read(connection, invitation.c.email == email, invitation.c.answer.is_(None), invitation.c.expires_at > at)


def is_invited(connection: Connection, email: str, at: datetime) -> bool:
    """Whether an invitation waits for this address: who has none yet may then make an account."""
    return bool(open_for(connection, email, at))


def send_again(connection: Connection, invitation_id: str, at: datetime) -> None:
    """Gives an unanswered one its fourteen days again."""
    connection.execute(
        sa.update(invitation).where(invitation.c.id == invitation_id).values(sent_at=at, expires_at=at + LIVES)
    )


def answer(connection: Connection, invitation_id: str, said: Answer, at: datetime) -> bool:
    """Ends an open one; False when it was answered already."""
    unanswered_one = (invitation.c.id == invitation_id, invitation.c.answer.is_(None))
    values = {"answer": said.value, "answered_at": at}
    return connection.execute(sa.update(invitation).where(*unanswered_one).values(**values)).rowcount == 1


def email_of(connection: Connection, invitation_id: str, at: datetime | None = None) -> str | None:
    """Where the mail goes; None once it was answered or, at the moment when given, is over."""
    found = find(connection, invitation_id)
    if found is None or found.answer is not None or (at is not None and found.expires_at <= at):
        return None
    return found.email


def _read(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Invitation]:
    rows = connection.execute(
        sa.select(
            *(column for column in invitation.c if column.name != "answered_at"),
            organisation.c.name.label("organisation_name"),
            organisation.c.kind.label("organisation_kind"),
            person.c.name.label("inviter_name"),
            person.c.email.label("inviter_email"),
        )
        .join(organisation, organisation.c.id == invitation.c.organisation_id)
        .join(person, person.c.id == invitation.c.invited_by)
        .where(*where)
        .order_by(invitation.c.made_at, invitation.c.id)
    )
    return [
        Invitation(
            **{
                **{name: value for name, value in row._mapping.items() if name != "inviter_email"},
                "role": Role(row.role),
                "inviter_name": row.inviter_name or row.inviter_email.partition("@")[0],
                "answer": Answer(row.answer) if row.answer else None,
            }
        )
        for row in rows
    ]
