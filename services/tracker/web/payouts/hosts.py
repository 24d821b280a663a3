"""The list of a host, its settings, and the list as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from services.tracker.usecases.payouts import export_streets as exporting
from services.tracker.usecases.payouts import set_settings as setting
from services.tracker.usecases.payouts.acting import CREATE, READ
from services.tracker.usecases.payouts.hosts import host_name
from services.tracker.usecases.payouts.see_streets import Show, hosts_of, list_streets
from services.tracker.web.forms import Reader
from services.tracker.web.payouts import words
from services.tracker.web.payouts.base import PayoutForm, Values
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.iban import masked_iban
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.plumbing.sheets.files import MEDIA_TYPES, SheetFormat
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _

MAX_HOLDER = 70


@page(blueprint, "GET", "/payouts", right=READ)
def list_payouts() -> Any:
    """The streets of a host; without one, the hosts to choose from."""
    actor, host_id = require_actor(), request.args.get("host", "")
    if not host_id:
        hosts = hosts_of(context(), actor)
        if len(hosts) == 1:
            return redirect(url_for("pages.list_payouts", host=hosts[0].id), code=303)
        return render_template("payouts/hosts.html", hosts=hosts)
    show, scheme = _show(), request.args.get("scheme", "")
    found = list_streets(context(), actor, host_id, show=show, scheme=scheme)
    return render_template(
        "payouts/list.html",
        list=found,
        scheme_choices=[(name, name) for name in found.schemes],
        show=show,
        scheme=scheme,
        words=words,
        may_add=may(actor, CREATE, place_id=host_id).allowed,
        may_set=may(actor, setting.RIGHT, place_id=host_id).allowed,
    )


@page(blueprint, "GET", "/payouts/file", right=exporting.RIGHT)
def payouts_file() -> Response:
    """The same list as CSV or XLSX."""
    asked = request.args.get("format", "")
    format_ = SheetFormat(asked) if asked in list(SheetFormat) else SheetFormat.CSV
    host_id, scheme = request.args.get("host", ""), request.args.get("scheme", "")
    data = exporting.export_streets(context(), require_actor(), host_id, format_, show=_show(), scheme=scheme)
    return as_download(data, f"{_('uitbetalingen')}.{format_.value}", MEDIA_TYPES[format_])


def _settings_values(host_id: str) -> Values:
    now = setting.read_settings(context(), require_actor(), host_id)
    return {
        "host_id": host_id,
        "host_name": host_name(context(), host_id),
        "settings": now,
        "masked": masked_iban(now.iban) if now else "",
        "version": now.version if now else 0,
        "back": url_for("pages.list_payouts", host=host_id),
    }


settings_page = PayoutForm("payouts/settings.html", _settings_values)


@page(blueprint, "GET", "/payouts/hosts/<host_id>/settings", right=setting.RIGHT)
def payout_settings_form(host_id: str) -> str:
    """From which account, and the limit."""
    return settings_page.show(host_id)


@page(blueprint, "POST", "/payouts/hosts/<host_id>/settings", right=setting.RIGHT)
def payout_settings(host_id: str) -> Any:
    """Keeps the settings."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        holder = reader.text("holder", MAX_HOLDER, missing=_("Vul in op wiens naam de rekening staat."))
        limit = reader.maybe_amount("limit")
        if not reader.raw("limit"):
            reader.wrong("limit", "required", _("Vul een grens in, zoals 500. Met 0 wordt elk nummer apart nagekeken."))
        reader.check()
        setting.set_settings(
            context(),
            require_actor(),
            host_id,
            iban=reader.raw("iban"),
            holder=holder,
            limit_cents=limit or 0,
            once=once,
            expected_version=version,
        )

    return settings_page.handle(host_id, act, _("De instellingen zijn bewaard."))


def _show() -> Show:
    asked = request.args.get("show", "")
    return Show(asked) if asked in list(Show) else Show.ALL
