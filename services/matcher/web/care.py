"""Pages for who looks after the catalogue: how fresh it is, whom to call first, and what givers answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.domain.care.checking import Heard
from services.matcher.storage.source_checks import SourceCheck
from services.matcher.usecases.care.check_source import MAX_NOTE, check_source
from services.matcher.usecases.care.rights import CHECK, may_check, may_propose, may_publish
from services.matcher.usecases.care.see_calls import read_aloud, see_calls
from services.matcher.usecases.care.see_checks import SeenCheck, see_checks, see_own_checks
from services.matcher.usecases.care.see_freshness import see_freshness
from services.matcher.usecases.care.see_proposals import count_waiting
from services.matcher.usecases.care.undo_check import undo_check
from services.matcher.usecases.catalogue.current import CatalogueSource
from services.matcher.usecases.catalogue.see_sources import see_source
from services.matcher.web.base import context, leads_to, position
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _

blueprint = Blueprint("care", __name__, template_folder="templates")

PER_PAGE = 8
JUST_NOW = timedelta(hours=1)
"""Until when an answer stands at the top of the page with its way back."""


@page(blueprint, "GET", "/catalogue/care", right=CHECK)
def show_care() -> str:
    """The hub: the calls that are worth most, how fresh everything is, and the way to the rest."""
    ctx, actor = context(), require_actor()
    found = see_calls(ctx, actor, start=position("start"), limit=PER_PAGE)
    start = found.start
    return render_template(
        "care/care.html",
        found=found,
        first=start + 1,
        key=new_id(),
        freshness=see_freshness(ctx, actor),
        recent=see_own_checks(ctx, actor, within=JUST_NOW),
        waiting=count_waiting(ctx, actor),
        publishes=may_publish(actor),
        previous=url_for("care.show_care", start=max(0, start - PER_PAGE)) if start else "",
        next=url_for("care.show_care", start=start + PER_PAGE) if start + PER_PAGE < found.total else "",
    )


@page(blueprint, "GET", "/sources/<source_id>/checks/new", right=CHECK)
def new_check(source_id: str) -> Any:
    """The three buttons for one source, with room for who said it and until when."""
    if now := leads_to(source_id):
        return redirect(url_for("care.new_check", source_id=now), code=308)
    return _form(source_id, {"back": request.args.get("back", "")}, ())


@page(blueprint, "POST", "/sources/<source_id>/checks", right=CHECK)
def create_check(source_id: str) -> Any:
    """Keeps what the giver answered, and goes back to where the button stood."""
    ctx, actor, back = context(), require_actor(), _back(source_id)
    once = once_from_form(lambda _check: back)
    if once:  # going back and choosing another of the three is another answer, not the same one again
        once = replace(once, key=f"{once.key}:{request.form.get('heard', '')[:20]}")
    try:
        check = check_source(ctx, actor, source_id, request.form, once=once)
    except InvalidInput as problem:
        return _form(source_id, request.form, problem.errors), 400
    except NotAllowedNow as problem:
        return _form(source_id, request.form, (FieldError("", problem.code, problem.message),)), 409
    flash(_said(check), "good")
    return redirect(back, code=303)


@page(blueprint, "POST", "/catalogue/checks/<check_id>/undo", right=CHECK)
def undo(check_id: str) -> Any:
    """Takes an answer back."""
    undone = undo_check(context(), require_actor(), check_id, once=once_from_form(lambda check: _back(check.source_id)))
    flash(_("Teruggenomen. De bron staat weer zoals zij stond."), "good")
    return redirect(_back(undone.source_id), code=303)


@dataclass(frozen=True)
class SourceBox:
    """What somebody may do for one source on its page, and what givers answered lately."""

    may_check: bool
    publishes: bool
    proposals: int
    checks: Sequence[SeenCheck]
    key: str


def source_box(entry: CatalogueSource) -> SourceBox | None:
    """The box for the person of this request; None when there is nothing for them to do."""
    ctx, actor, source = context(), current_actor(), entry.source
    if not entry.listed or not may_propose(ctx, actor, source.provider):
        return None
    checks = see_checks(ctx, actor, source.id, limit=3) if may_check(actor) else []
    waiting = count_waiting(ctx, actor, source.id)
    return SourceBox(may_check(actor), may_publish(actor), waiting, checks, new_id())


def _form(source_id: str, typed: Any, errors: tuple[FieldError, ...]) -> str:
    ctx, actor = context(), require_actor()
    entry = see_source(ctx, actor, source_id)[1]
    return render_template(
        "care/check.html",
        entry=entry,
        phone=entry.source.phone,
        read_aloud=read_aloud(entry, actor.name),
        typed=typed,
        errors=errors,
        key=new_id(),
        max_note=MAX_NOTE,
    )


def _back(source_id: str) -> str:
    """Where the button stood; only one of our own two pages, whatever the form says."""
    if request.form.get("back") == "source" and source_id:
        return url_for("sources.show_source", source_id=source_id)
    return url_for("care.show_care")


def _said(check: SourceCheck) -> str:
    if check.heard is Heard.CLOSED and check.until:
        return _("Dank u. Bij deze bron staat nu wanneer zij weer opengaat.")
    words = {
        Heard.OPEN: _("Dank u. Bij deze bron staat nu: open, gezien vandaag."),
        Heard.CLOSED: _("Dank u. Bij deze bron staat nu: gesloten, gezien vandaag."),
        Heard.NOT_REACHED: _("Bewaard. Wij vragen u dit een week niet meer."),
    }
    return words[check.heard]
