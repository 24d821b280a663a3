"""The list of a host as a sheet: figures stay figures, and no text becomes a formula."""

from __future__ import annotations

from collections.abc import Iterator

from services.tracker.settings import TrackerContext
from services.tracker.usecases.exchanging.taking_along import check_taking_along
from services.tracker.usecases.payouts.acting import acting
from services.tracker.usecases.payouts.see_streets import HostList, Show, list_streets
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.plumbing.sheets.cells import Written
from shared.plumbing.sheets.files import SheetFormat, write_sheet
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.EXCHANGE, Action.EXPORT)


def export_streets(
    ctx: TrackerContext, actor: Actor, host_id: str, format_: SheetFormat, *, show: Show = Show.ALL, scheme: str = ""
) -> bytes:
    """The file. Asks for a recent sign-in, and stands in the audit log; account numbers are not in it."""
    found = list_streets(ctx, actor, host_id, show=show, scheme=scheme)
    require(actor, RIGHT, place_id=host_id)
    check_taking_along(ctx, actor, "payout")
    with acting(ctx, actor, None) as act:
        act.may(RIGHT, host_id)
        act.note("list_exported", f"payout_host:{host_id}", host_id, rows=len(found.shown), format=format_.value)
    return write_sheet(format_, _("Uitbetalingen"), _rows(found))


def _rows(found: HostList) -> Iterator[list[Written]]:
    yield [
        *(_("Straat of groep"), _("Regeling"), _("Nummer"), _("Toegekend op"), _("Contactpersoon")),
        *(_("Toegekend"), _("Uitbetaald"), _("Besteed"), _("Terugbetaald"), _("Bonnen ontbreken voor"), _("Stand")),
    ]
    for one in found.shown:
        group, account = one.group, one.account
        figures = (account.awarded, account.received, account.spent, account.money_back, account.receipts_missing)
        yield [
            *(group.name, group.scheme, group.award_number, group.awarded_on, group.contact_name),
            *(cents / 100 for cents in figures),
            _("afgesloten") if group.closed_at else _("loopt"),
        ]
