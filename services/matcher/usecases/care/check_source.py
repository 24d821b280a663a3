"""Somebody asked the giver whether a source is still open, and writes down what they heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.matcher.domain.care.checking import Heard, after_check
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_checks
from services.matcher.storage.source_checks import SourceCheck
from services.matcher.usecases.care.noting import care_entry
from services.matcher.usecases.care.rights import CHECK, allowed
from services.matcher.usecases.care.turn import source_to_change
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.reading import read_all
from services.matcher.usecases.values import OneOf, Reader, Text, read_day
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 500
READERS: Mapping[str, Reader] = {
    "heard": OneOf([heard.value for heard in Heard]),
    "until": read_day,
    "note": Text(MAX_NOTE, lines=True),
}


@dataclass(frozen=True)
class Told:
    """What the giver answered on a day; `until` as in after_check."""

    heard: Heard
    told_on: date
    until: date | None = None
    note: str = ""
    id: str = ""


def check_source(
    ctx: MatcherContext, actor: Actor | None, source_id: str, given: Mapping[str, Any], *, once: Once | None = None
) -> SourceCheck:
    """Keeps today's answer: `given` holds `heard` (open, closed, not_reached) and where told `until` and `note`.

    What the giver said holds at once, as a new version with today's date. Raises NotFound, Forbidden, NotAllowedNow for
    a source that is listed no more, InvalidInput with every error.
    """
    person = allowed(actor, CHECK)
    told = read_told(given, ctx.today())
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        check = keep_check(work, person, source_id, told)
        if once:
            once.finish(work.connection, check)
    return check


def read_told(given: Mapping[str, Any], told_on: date) -> Told:
    """The answer of a day out of what was sent. Raises InvalidInput with every error."""
    found, errors = read_all(given, READERS)
    if found.get("heard") is None and "heard" in found:
        errors.append(FieldError("heard", "required", _("Kies wat u hoorde.")))
    until = date.fromisoformat(found["until"]) if found.get("until") else None
    if until is not None and until < told_on:
        errors.append(FieldError("until", "in_past", _("Deze dag is al voorbij. Vul een dag in die nog komt.")))
    if errors:
        raise InvalidInput(errors)
    return Told(Heard(found["heard"]), told_on, until, found["note"] or "")


def keep_check(work: Writing, actor: Actor, source_id: str, told: Told) -> SourceCheck:
    """Writes the answer and the version that it makes, inside a transaction. Raises NotFound, NotAllowedNow."""
    connection, now = work.connection, work.clock.now()
    row = source_to_change(connection, source_id)
    after = after_check(row.document, told.heard, told.told_on, told.until)
    changes = publish(connection, [after], changed_by=actor.person_id, at=now)
    check = SourceCheck(
        id=told.id or new_id(),
        source_id=source_id,
        heard=told.heard,
        told_on=told.told_on,
        until=told.until,
        note=told.note,
        via=actor.acting_via,
        checked_by=actor.person_id,
        checked_at=now,
        version_before=row.version,
        version_after=changes[0].version if changes else row.version,
    )
    source_checks.add(actor.scope, connection, check)
    work.note(care_entry("check", actor, source_id, now, {"check": check.id, "heard": check.heard.value}))
    return check
