"""Taking applications along as a file."""

from __future__ import annotations

from flask import Response, render_template, request

from services.tracker.usecases.exchanging.export_applications import EXPORT, export_applications
from services.tracker.usecases.exchanging.write_rows import MOST_PRINTED, FileFormat, media_type, put_rows
from services.tracker.usecases.reading.list_applications import count_applications
from services.tracker.usecases.reading.see_choices import see_choices
from services.tracker.web.filters import choices_of, filters_of
from services.tracker.web.routes import blueprint, context
from shared.access.rights import recent_sign_in
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, ReauthenticationNeeded
from shared.plumbing.endpoints import page
from shared.plumbing.files_out import as_file
from shared.plumbing.sheets.limits import MAX_ROWS
from shared.wording.dates import civil_day
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/export", right=EXPORT)
def export_page() -> str:
    """What to take along, and as what."""
    ctx, actor, filters = context(), require_actor(), filters_of(request.args)
    try:
        recent_sign_in(actor, ctx.clock.now())
        recent = True
    except ReauthenticationNeeded:
        recent = False
    return render_template(
        "exchange/export.html",
        filters=filters,
        choices=choices_of(see_choices(ctx, actor)),
        most_printed=MOST_PRINTED,
        most_back=MAX_ROWS,
        total=count_applications(ctx, actor, filters.wanted(ctx.clock.now())),
        recent=recent,
        here=request.script_root + request.full_path.rstrip("?"),
    )


@page(blueprint, "GET", "/export/file", right=EXPORT)
def export_file() -> Response:
    """The file itself; `format` is csv, xlsx or pdf, the rest as in the list."""
    ctx, now = context(), context().clock.now()
    format_ = next((one for one in FileFormat if one == request.args.get("format")), None)
    if format_ is None:
        raise InvalidInput([FieldError("format", "unknown_code", _("Kies uit: csv, xlsx, pdf."))])
    most = MOST_PRINTED if format_ is FileFormat.PDF else None
    rows = export_applications(ctx, require_actor(), filters_of(request.args).wanted(now), most=most)
    today = civil_day(now)
    name = f"aanvragen-{today.isoformat()}.{format_}"
    return as_file(lambda file: put_rows(file, rows, format_, today), media_type(format_), name)
