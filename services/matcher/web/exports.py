"""The catalogue, or what a search found, as a file for everybody."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, request

from services.matcher.storage.feed_files import Format
from services.matcher.usecases.catalogue.see_sources import READ, search_sources
from services.matcher.usecases.feeds.export_sources import export_sources as make_file
from services.matcher.web.base import context
from shared.access.limits import Limit, client_key, count
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("exports", __name__, template_folder="templates")

PER_CLIENT = Limit("catalogue_export", 30, timedelta(hours=1))
"""Making a sheet takes a second of work, and everybody may ask for one."""
TYPES = {
    Format.YAML: "application/yaml; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page(blueprint, "GET", "/catalogue/export", right=READ)
def export_sources() -> Response:
    """`format` is yaml, csv or xlsx; `q` and `support` as in the list of sources."""
    format_ = next((one for one in Format if one == request.args.get("format")), None)
    if format_ is None:
        raise InvalidInput([FieldError("format", "unknown_code", _("Kies uit: yaml, csv, xlsx."))])
    _count()
    words, support = request.args.get("q", "")[:200], request.args.get("support", "")
    support = support if support in codes("support") else ""
    data = make_file(search_sources(context(), current_actor(), words, support or None), format_)
    name = f"bronnen-{context().today().isoformat()}.{format_}"
    return Response(
        data, content_type=TYPES[format_], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _count() -> None:
    ctx = context()
    with ctx.people.transaction() as connection:
        key = client_key(request.remote_addr)
        count(connection, PER_CLIENT, key, secret=ctx.settings.secret, now=ctx.clock.now())
