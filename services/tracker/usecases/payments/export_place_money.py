"""The money of a place as a file for a spreadsheet: a line for each payment. No account number stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from services.tracker.domain.instalments.plans import WHEN_LABELS
from services.tracker.domain.instalments.states import STATE_LABELS
from services.tracker.settings import TrackerContext
from services.tracker.usecases.exchanging.taking_along import check_taking_along
from services.tracker.usecases.payments.read_place_money import EXPORT, Line, PlaceMoney, read_place_money
from shared.access.actors import Actor
from shared.access.rights import require
from shared.audit import AuditEntry
from shared.plumbing.sheets.cells import Written
from shared.plumbing.sheets.csv_files import write_csv
from shared.wording.texts import gettext as _


def export_place_money(ctx: TrackerContext, actor: Actor, place_id: str) -> bytes:
    """CSV as spreadsheets in the Netherlands read it. That it was made is kept.

    Raises NotFound, Forbidden, ReauthenticationNeeded after more than five minutes, TooMany.
    """
    require(actor, EXPORT, place_id=place_id)
    check_taking_along(ctx, actor, "money")
    found = read_place_money(ctx, actor, place_id)
    with ctx.write() as work:
        entry = AuditEntry(
            action="money.export",
            subject=f"place:{place_id}",
            at=ctx.clock.now(),
            person_id=actor.person_id,
            organisation_id=place_id,
            detail={"lines": len(found.lines)},
        )
        work.note(entry)
    return write_csv(_rows(found))


def _rows(found: PlaceMoney) -> Iterator[list[Written]]:
    yield [
        _("Aanvraag"),
        _("Bron"),
        _("Betaling"),
        _("Wanneer"),
        _("Afgesproken"),
        _("Verwacht op"),
        _("Binnen"),
        _("Komt nog"),
        _("Stand"),
    ]
    for line in found.lines:
        yield _row(line)


def _row(line: Line) -> list[Written]:
    one, application = line.instalment, line.application
    return [
        application.title,
        application.source_name,
        one.position,
        one.label or _(WHEN_LABELS[one.comes]),
        _euros(one.amount_cents),
        one.expected_on,
        _euros(one.received_cents),
        _euros(one.open_cents),
        _(STATE_LABELS[one.state]),
    ]


def _euros(cents: int) -> float:
    return cents / 100  # exact to the cent far beyond any award
