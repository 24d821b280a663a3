"""The catalogue, or what a search found, as a file for everybody."""

from __future__ import annotations

from flask import Blueprint, Response, request

from services.matcher.storage.feed_files import Format
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.see_sources import READ
from services.matcher.usecases.feeds.export_sources import export_sources as make_file
from services.matcher.usecases.searching.search_sources import search_sources
from services.matcher.web.base import context
from services.matcher.web.forms.search_form import read_form
from shared.access.limits import CATALOGUE_EXPORT, client_key, count
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("exports", __name__, template_folder="templates")

TYPES = {
    Format.YAML: "application/yaml; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page(blueprint, "GET", "/catalogue/export", right=READ)
def export_sources() -> Response:
    """`format` is yaml, csv or xlsx; the rest is the search, as in the list of sources."""
    format_ = next((one for one in Format if one == request.args.get("format")), None)
    if format_ is None:
        raise InvalidInput([FieldError("format", "unknown_code", _("Kies uit: yaml, csv, xlsx."))])
    _count()
    ctx = context()
    search = read_form(request.args, current_catalogue(ctx.database).regions).search
    data = make_file(search_sources(ctx, current_actor(), search), format_)
    name = f"bronnen-{ctx.today().isoformat()}.{format_}"
    return Response(
        data, content_type=TYPES[format_], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _count() -> None:
    ctx = context()
    with ctx.people.transaction() as connection:
        key = client_key(request.remote_addr)
        count(connection, CATALOGUE_EXPORT, key, secret=ctx.settings.secret, now=ctx.clock.now())
