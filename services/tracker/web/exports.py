"""Taking applications along as a file."""

from __future__ import annotations

from flask import Response, render_template, request

from services.tracker.usecases.exchanging.export_applications import EXPORT, export_applications
from services.tracker.usecases.exchanging.write_rows import FileFormat, media_type, write_rows
from services.tracker.usecases.reading.list_applications import count_applications
from services.tracker.usecases.reading.see_choices import see_choices
from services.tracker.web.filters import choices_of, filters_of
from services.tracker.web.routes import blueprint, context
from shared.access.rights import recent_sign_in
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, ReauthenticationNeeded
from shared.plumbing.endpoints import page
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
    rows = export_applications(ctx, require_actor(), filters_of(request.args).wanted(now))
    today = civil_day(now)
    headers = {
        "Content-Disposition": f'attachment; filename="aanvragen-{today.isoformat()}.{format_}"',
        "Cache-Control": "no-store",
    }
    return Response(write_rows(rows, format_, today), content_type=media_type(format_), headers=headers)
