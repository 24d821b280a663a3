"""A list of awards brought in: shown first, then confirmed, all of it or nothing."""

from __future__ import annotations

import hashlib

from services.tracker.domain.payouts.awards import NewAward, award_of, read_awards
from services.tracker.domain.payouts.records import AwardsImport, Group
from services.tracker.domain.payouts.states import Way
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import IMPORTS, by_row_key
from services.tracker.usecases.how_often import AWARD_LISTS, AWARD_LISTS_SHOWN, count_once
from services.tracker.usecases.payouts.acting import CREATE, Act, acting
from services.tracker.usecases.payouts.add_group import keep_awards
from services.tracker.usecases.payouts.numbers import is_iban
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.plumbing.sheets.files import read_sheet
from shared.plumbing.sheets.limits import WrongSheet
from shared.uploads.kinds import extension_of
from shared.uploads.names import clean_name
from shared.wording.texts import gettext as _

RIGHT = CREATE


def show_awards(
    ctx: TrackerContext, actor: Actor, host_id: str, name: str, data: bytes, *, scheme: str, once: Once | None = None
) -> AwardsImport:
    """Reads a list and keeps it to be confirmed; nothing else is written. A list that was brought in is given again.

    Raises InvalidInput with everything that is wrong, by line and column, TooMany.
    """
    with acting(ctx, actor, once) as act:
        act.may(RIGHT, host_id)
        digest = hashlib.sha256(scheme.encode() + b"\0" + data).hexdigest()
        before = IMPORTS.of(act.connection, act.scope, place_id=host_id, digest=digest, limit=1)
        if before:
            return act.done(before[0])
        count_once(ctx, actor, AWARD_LISTS_SHOWN)
        awards = _read(name, data, scheme)
        new = _new_ones(act, host_id, awards)
        shown = AwardsImport(
            id=new_id(),
            place_id=host_id,
            digest=digest,
            name=clean_name(name, extension_of(name)),
            rows=[award.kept() for award in new],
            added=len(new),
            same=len(awards) - len(new),
            made_by=actor.person_id,
            made_at=act.now,
        )
        act.add(IMPORTS, shown)
        return act.done(shown)


def confirm_awards(
    ctx: TrackerContext, actor: Actor, import_id: str, way: Way, *, once: Once | None = None, expected_version: int
) -> AwardsImport:
    """Brings in what was shown. Raises Stale, TooMany, and NotAllowedNow when a street came between."""
    with acting(ctx, actor, once) as act:
        shown = act.get(IMPORTS, import_id, RIGHT, version=expected_version)
        if shown.confirmed_at is not None:
            raise NotAllowedNow(_("Deze lijst is al verwerkt."), code="already_confirmed")
        keep_awards(act, shown.place_id, [award_of(row) for row in shown.rows], way)
        # The rows hold names and numbers; from here on they stand with their streets alone.
        after = act.change(IMPORTS, shown, confirmed_at=act.now, rows=[])
        act.note("awards_imported", f"payout_import:{shown.id}", shown.place_id, added=shown.added, same=shown.same)
        count_once(ctx, actor, AWARD_LISTS)  # last: what was refused does not count
        return act.done(after)


def _read(name: str, data: bytes, scheme: str) -> list[NewAward]:
    try:
        rows = read_sheet(name, data)
    except WrongSheet as wrong:
        field = "file" if wrong.line is None else f"{wrong.line}.bestand"
        raise InvalidInput([FieldError(field, "wrong_sheet", str(wrong))]) from wrong
    headings = rows[0][1] if rows else []
    awards, errors = read_awards(headings, rows[1:], scheme=scheme, is_iban=is_iban)
    if errors:
        raise InvalidInput([FieldError(one.field, one.code, _(one.message)) for one in errors])
    return awards


def _new_ones(act: Act, host_id: str, awards: list[NewAward]) -> list[NewAward]:
    """Those that are not there yet. Raises InvalidInput for a street that is there with another amount."""
    there: dict[str, Group] = by_row_key(act.connection, act.scope, host_id, [one.row_key for one in awards])
    other = [one for one in awards if one.row_key in there and there[one.row_key].amount_cents != one.amount_cents]
    if other:
        raise InvalidInput([FieldError("bedrag", "other_amount", _other_amount(one)) for one in other])
    return [one for one in awards if one.row_key not in there]


def _other_amount(award: NewAward) -> str:
    return _(
        "Deze straat staat er al met een ander bedrag: %(name)s. Haal de regel weg, of geef een nieuw nummer.",
        name=award.name,
    )


def read_import(ctx: TrackerContext, actor: Actor, import_id: str) -> AwardsImport:
    """A list that was shown or brought in. Raises NotFound, Forbidden."""
    with ctx.database.read() as connection:
        found = IMPORTS.get(connection, actor.scope, import_id)
    require(actor, RIGHT, place_id=found.place_id)
    return found
