"""The page `/messages/status` for coordinators and administrators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.contracts.messages import MessageClass, MessageKind
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.holds import acts as holds
from shared.notifier.holds.reading import read_class, read_order
from shared.notifier.labels import channel_label
from shared.notifier.status import acts, showing, words
from shared.notifier.status.figures import gather
from shared.notifier.status.reaching import READ, RELEASE, RETRY, who_asks
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext


def add_to(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the page and what can be done on it."""
    _add_page(blueprint, context)
    _add_acts(blueprint, context)
    _add_holds(blueprint, context)


def _add_page(blueprint: Blueprint, context: NotifierContext) -> None:
    @page(blueprint, "GET", "/messages/status", right=READ)
    def status() -> str:
        """How the sending of messages stands now."""
        return _page(context)


def _add_acts(blueprint: Blueprint, context: NotifierContext) -> None:
    @page(blueprint, "POST", "/messages/status/retry", right=RETRY)
    def retry_messages() -> Response:
        """Tries one message again, or all that were given up for one reason."""
        who, form = who_asks(RETRY), request.form
        if delivery_id := form.get("delivery_id"):
            acts.retry(context, who, delivery_id)
            done = 1
        else:
            done = acts.retry_all(context, who, form.get("reason") or None)
        flash(_retried(done), "good" if done else "info")
        return _back()

    @page(blueprint, "POST", "/messages/status/close", right=RETRY)
    def close_messages() -> Any:
        """Ends what was given up for one reason, with a note why."""
        who, form = who_asks(RETRY), request.form
        try:
            done = acts.close_all(context, who, form.get("reason") or None, form.get("note", ""))
        except InvalidInput as problem:
            return _page(context, problem.errors, form), 400
        flash(ngettext("1 bericht is afgesloten.", "%(number)s berichten zijn afgesloten.", done), "good")
        return _back()


def _add_holds(blueprint: Blueprint, context: NotifierContext) -> None:
    @page(blueprint, "POST", "/messages/status/holds", right=RELEASE)
    def hold_messages() -> Any:
        """Holds messages back from now on."""
        who, form = who_asks(RELEASE), request.form
        try:
            given = (form.get(name, "") for name in ("kind", "class", "channel", "hold_reason"))
            holds.hold(context, *read_order(*given), who.person_id)
        except InvalidInput as problem:
            return _page(context, [_named(error) for error in problem.errors], form), 400
        flash(_("Vanaf nu houden wij deze berichten vast."), "good")
        return _back()

    @page(blueprint, "POST", "/messages/status/holds/<hold_id>/release", right=RELEASE)
    def release_messages(hold_id: str) -> Response:
        """Lets go what a hold keeps back, or one class of it."""
        who = who_asks(RELEASE)
        holds.release(context, hold_id, read_class(request.form.get("class", "")), who.person_id)
        flash(_("De berichten gaan nu op weg."), "good")
        return _back()


def _page(context: NotifierContext, errors: Iterable[FieldError] = (), form: Any = None) -> str:
    who = who_asks(READ)
    figures = gather(context, who.reach)
    return render_template(
        "notifier/status.html",
        figures=figures,
        oldest=showing.age(figures.counted.oldest_due_seconds),
        backlog=showing.backlog(figures),
        technical=showing.technical(figures),
        broken=showing.broken(figures),
        failing=showing.failing(figures),
        held=showing.held(figures),
        dead=[(reason or "", words.why_text(reason), count) for reason, count in figures.dead],
        holds=[(one, words.hold_text(one), words.hold_reason(one)) for one in figures.holds],
        rows=showing.rows(context, who),
        errors=list(errors),
        form=form or {},
        kinds=[(kind.value, words.kind_text(kind)) for kind in MessageKind if kind is not MessageKind.DIGEST],
        classes=[(one.value, words.class_text(one)) for one in MessageClass],
        channels=[(one.value, channel_label(one)) for one in ChannelName if context.channels[one].on],
    )


def _named(error: FieldError) -> FieldError:
    """Two forms of this page ask for a reason; each finds its own error."""
    return FieldError("hold_reason", error.code, error.message) if error.field == "reason" else error


def _retried(done: int) -> str:
    if not done:
        return _("Er is niets meer om opnieuw te proberen.")
    return ngettext("Wij proberen 1 bericht opnieuw.", "Wij proberen %(number)s berichten opnieuw.", done)


def _back() -> Response:
    return redirect(url_for("notifier.status"), code=303)
