"""Limits of the source that an application seems to run into, with what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from services.tracker.domain.limits import Earlier, ReachedLimit, is_firm, reached, rules_of
from services.tracker.domain.partners import live
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import earlier, partnerships
from shared.access import directory
from shared.access.scope import SYSTEM
from shared.contracts.source_snapshot import SourceSnapshot
from shared.plumbing.reach import beyond
from shared.wording.dates import plain_date
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class FoundLimit:
    """A limit that seems reached: the rule of the source, the evidence in words, and whether it forbids."""

    rule: str
    evidence: str
    firm: bool
    free_on: date | None


def find_limits(
    ctx: TrackerContext, connection: Connection, application: Application, snapshot: SourceSnapshot, today: date
) -> tuple[FoundLimit, ...]:
    """The limits that leave no room for this application now, firm ones first.

    Of another place under the same legal person people hear that it is there, and nothing more: that is why this
    looks beyond the reach of whoever asks.
    """
    rules = rules_of(snapshot.document)
    if not rules:
        return ()
    firm, need_id = _is_firm(snapshot, today), application.need_id
    with beyond(connection, "limits"):
        before, shared = _earlier(ctx, connection, application), _together(connection, application)
    own = {rule: reached(rule, before, need_id, today, firm=firm) for rule in rules}
    found = [_in_words(limit, snapshot) for limit in own.values() if limit is not None]
    together = [*before, *shared]
    # A limit is on who applies, unless the giver says otherwise: with partners it only warns.
    free = [rule for rule, limit in own.items() if limit is None]
    touched = (reached(rule, together, need_id, today, firm=False) for rule in free)
    return (*found, *(_of_partners(limit) for limit in touched if limit is not None))


def _earlier(ctx: TrackerContext, connection: Connection, application: Application) -> Sequence[Earlier]:
    place_id = application.place_id
    with ctx.people.read() as people:
        sisters = directory.same_legal_person(people, place_id)
    rows = earlier.at_source(connection, SYSTEM, application.source_id, {place_id, *sisters})
    return [
        Earlier(row.on, row.need_id, by_another=row.place_id != place_id)
        for row in rows
        if row.application_id != application.id
    ]


def _together(connection: Connection, application: Application) -> Sequence[Earlier]:
    """What partners of this application asked here, and what the place or a partner took part in with others."""
    partners = live(partnerships.of_application(connection, SYSTEM, application.id))
    partner_ids = {one.partner_id for one in partners if one.partner_id}
    asked = earlier.at_source(connection, SYSTEM, application.source_id, partner_ids)
    joined = earlier.joined_at_source(connection, SYSTEM, application.source_id, {application.place_id, *partner_ids})
    rows = {row.application_id: row for row in (*asked, *joined) if row.application_id != application.id}
    return [Earlier(row.on, row.need_id, by_another=True) for row in rows.values()]


def _of_partners(limit: ReachedLimit) -> FoundLimit:
    evidence = _("Een partner vroeg hier ook aan, of u deed hier al samen mee. Vraag de gever of dat meetelt.")
    return FoundLimit(limit.rule.text, evidence, firm=False, free_on=None)


def _is_firm(snapshot: SourceSnapshot, today: date) -> bool:
    if snapshot.checked_on is not None:
        return is_firm(True, snapshot.checked_on, today)
    provenance = snapshot.document.get("provenance") or {}
    return is_firm(provenance.get("verified") is True, _earliest_day(snapshot.seen_on), today)


def _earliest_day(seen_on: str | None) -> date | None:
    """The earliest day that a recorded date can mean: who calls a fact too fresh does harm."""
    if not seen_on:
        return None
    year, month, day = (*(int(part) for part in seen_on.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _in_words(limit: ReachedLimit, snapshot: SourceSnapshot) -> FoundLimit:
    said = []
    if limit.by_another:
        said.append(_("Een andere plek met hetzelfde KvK-nummer vroeg hier ook aan."))
    elif limit.last_on is not None:
        said.append(_("U vroeg hier al aan: %(day)s.", day=plain_date(limit.last_on)))
    if limit.free_on is not None:
        said.append(_("Vanaf %(day)s kan het weer.", day=plain_date(limit.free_on)))
    if snapshot.seen_on:
        said.append(_("Deze regel is gezien op %(seen)s.", seen=_seen(snapshot)))
    return FoundLimit(limit.rule.text, " ".join(said), limit.firm, limit.free_on)


def _seen(snapshot: SourceSnapshot) -> str:
    day = snapshot.checked_on
    if day is None and snapshot.seen_on is not None and len(snapshot.seen_on) == len("2026-01-01"):
        day = date.fromisoformat(snapshot.seen_on)
    return plain_date(day) if day else str(snapshot.seen_on)
