"""An organisation gets its place in the people database, and the person who registers it becomes its board."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Protocol

from sqlalchemy.engine import Connection

from shared.access import directory, enrolment
from shared.access.actors import Actor, Role
from shared.access.directory import Organisation
from shared.access.enrolment import OrganisationKind
from shared.audit import AuditEntry
from shared.kernel.clock import Clock
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.wording.texts import gettext as _

MAX_NAME = 200
_KVK = re.compile(r"[0-9]{8}\Z")


class Writes(Protocol):
    """What registering needs of a transaction (shared.outbox.writing.Writing has it)."""

    @property
    def connection(self) -> Connection:
        """The open connection of the people database."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock of this process."""
        ...

    def note(self, entry: AuditEntry) -> None:
        """Writes an audit row."""
        ...


def register_place(
    writing: Writes,
    *,
    actor: Actor,
    name: str,
    legal_form: str | None = None,
    kvk_number: str | None = None,
    area_code: str | None = None,
) -> str:
    """Adds a place of which the actor becomes the board (O6: or its contact person); gives its id.

    None means: not known yet. Codes are the caller's to check. Raises InvalidInput with all errors.
    """
    return register_organisation(
        writing,
        actor=actor,
        kind=OrganisationKind.PLACE,
        name=name,
        legal_form=legal_form,
        kvk_number=kvk_number,
        area_code=area_code,
    )


def register_organisation(
    writing: Writes,
    *,
    actor: Actor,
    kind: OrganisationKind,
    name: str,
    legal_form: str | None = None,
    kvk_number: str | None = None,
    area_code: str | None = None,
) -> str:
    """Adds an organisation of any kind with the actor as its board; for places see `register_place`."""
    name, kvk_number = check_organisation(name, kvk_number)
    now: datetime = writing.clock.now()
    organisation_id = enrolment.add_organisation(
        writing.connection,
        kind=kind,
        name=name,
        legal_form=legal_form,
        kvk_number=kvk_number,
        area_code=area_code,
        at=now,
    )
    enrolment.give_role(
        writing.connection, person_id=actor.person_id, organisation_id=organisation_id, role=Role.BOARD, at=now
    )
    writing.note(
        AuditEntry(
            action="organisation.register",
            subject=f"organisation:{organisation_id}",
            at=now,
            person_id=actor.person_id,
            organisation_id=organisation_id,
            via=actor.acting_via,
            after={"kind": kind, "name": name, "legal_form": legal_form, "area_code": area_code},
        )
    )
    return organisation_id


def change_organisation(
    writing: Writes,
    *,
    actor: Actor,
    before: Organisation,
    expected_version: int,
    name: str,
    legal_form: str | None,
    kvk_number: str | None,
    area_code: str | None,
) -> None:
    """Replaces what is known of an organisation. Codes are the caller's to check.

    Raises InvalidInput with all errors, Stale when another version holds now.
    """
    name, kvk_number = check_organisation(name, kvk_number)
    after = {"name": name, "legal_form": legal_form, "kvk_number": kvk_number, "area_code": area_code}
    saved = enrolment.change_organisation(
        writing.connection,
        organisation_id=before.id,
        expected_version=expected_version,
        name=name,
        legal_form=legal_form,
        kvk_number=kvk_number,
        area_code=area_code,
    )
    if not saved:
        now = directory.organisation(writing.connection, before.id)
        text = _("Iemand anders heeft dit net veranderd. Bekijk de nieuwe gegevens en vul uw verandering opnieuw in.")
        raise Stale(text, current=now.version if now else None)
    writing.note(
        AuditEntry(
            action="organisation.change",
            subject=f"organisation:{before.id}",
            at=writing.clock.now(),
            person_id=actor.person_id,
            organisation_id=before.id,
            via=actor.acting_via,
            before={field: getattr(before, field) for field in after},
            after=after,
        )
    )


def check_organisation(name: str, kvk_number: str | None) -> tuple[str, str | None]:
    """The name and number as they are kept. Raises InvalidInput with every error at once."""
    errors = []
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not name:
        errors.append(FieldError("name", "required", _("Vul de naam van uw plek in.")))
    elif len(name) > MAX_NAME:
        errors.append(FieldError("name", "too_long", _("Deze naam is te lang. Gebruik hooguit 200 letters.")))
    number = (kvk_number or "").replace(" ", "").replace(".", "") or None
    if number is not None and not _KVK.match(number):
        errors.append(FieldError("kvk_number", "not_a_kvk_number", _("Een KVK-nummer heeft acht cijfers.")))
    if errors:
        raise InvalidInput(errors)
    return name, number
