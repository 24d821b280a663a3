"""Bank statements: taken in, and what is not clear settled by a person."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.payouts.matching import FITTING, Found
from services.tracker.domain.payouts.records import Entry, Line
from services.tracker.domain.payouts.states import EntryState, Meaning
from services.tracker.gateways.camt import MAX_BYTES
from services.tracker.usecases.payouts import settling, statements, undoing
from services.tracker.usecases.payouts.acting import READ, UPDATE
from services.tracker.usecases.payouts.see_statements import StatementView, list_statements, read_entry, read_statement
from services.tracker.usecases.payouts.undoing import MAX_REASON
from services.tracker.web.forms import Reader
from services.tracker.web.payouts import words
from services.tracker.web.payouts.base import PayoutForm, Values, press, sent_file
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.kernel.iban import masked_iban
from shared.kernel.ids import is_id, new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

FORM_AROUND = 20_000
ASIDE = "aside"


@page(blueprint, "GET", "/payouts/hosts/<host_id>/statements", right=READ)
def payout_statements(host_id: str) -> str:
    """The form for a file, and the statements there are."""
    return _list(host_id, ())


@page(blueprint, "POST", "/payouts/hosts/<host_id>/statements", right=UPDATE, max_body=MAX_BYTES + FORM_AROUND)
def take_statement(host_id: str) -> Any:
    """Takes a statement in and goes on to it."""
    name, data = sent_file("file")
    once = once_from_form(lambda taken: url_for("pages.show_statement", statement_id=taken.id))
    if not data:
        return _list(host_id, (FieldError("file", "required", _("Kies het bestand van uw bank (CAMT.053).")),)), 400
    asked_at = context().clock.now()
    try:
        taken = statements.take_statement(context(), require_actor(), host_id, name, data, once=once)
    except InvalidInput as problem:
        return _list(host_id, problem.errors), 400
    if taken.taken_at < asked_at:
        flash(_("Dit afschrift was al ingelezen. Er is niets veranderd."))
    return redirect(url_for("pages.show_statement", statement_id=taken.id), code=303)


@page(blueprint, "GET", "/payouts/statements/<statement_id>", right=READ)
def show_statement(statement_id: str) -> str:
    """A statement with what still waits for a person on top."""
    actor = require_actor()
    view = read_statement(context(), actor, statement_id)
    waiting = [one for one in view.entries if one.state in (EntryState.PROPOSED, EntryState.OPEN)]
    return render_template(
        "payouts/statement.html",
        view=view,
        waiting=[(one, _choices(view, one), _value(one)) for one in waiting],
        settled=[one for one in view.entries if one not in waiting],
        words=words,
        masked=masked_iban,
        may_change=may(actor, UPDATE, place_id=view.statement.place_id).allowed,
        back=url_for("pages.payout_statements", host_id=view.statement.place_id),
        key=new_id,
    )


@page(blueprint, "POST", "/payouts/entries/<entry_id>", right=UPDATE)
def settle_entry(entry_id: str) -> Any:
    """A person says what a line is."""
    statement_id = request.form.get("statement", "")
    if not is_id(statement_id):
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    back = url_for("pages.show_statement", statement_id=statement_id)

    def act(once: Once | None, version: int) -> None:
        found = _found(request.form.get("what", ""))
        settling.settle_entry(context(), require_actor(), entry_id, found, once=once, expected_version=version)

    return press(act, _("Verwerkt."), back)


def _undo_values(entry_id: str) -> Values:
    view = read_entry(context(), require_actor(), entry_id)
    return {
        "entry": view.entry,
        "what": words.entry_text(view.entry),
        "about": view.group.name if view.group else view.entry.scheme,
        "max_reason": MAX_REASON,
        "version": view.entry.version,
        "back": url_for("pages.show_statement", statement_id=view.entry.statement_id),
    }


undo_page = PayoutForm("payouts/undo_entry.html", _undo_values)


@page(blueprint, "GET", "/payouts/entries/<entry_id>/undo", right=UPDATE)
def undo_entry_form(entry_id: str) -> str:
    """The form for what was wrong about a line."""
    return undo_page.show(entry_id)


@page(blueprint, "POST", "/payouts/entries/<entry_id>/undo", right=UPDATE)
def undo_entry(entry_id: str) -> Any:
    """A line waits for a person again."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        reason = reader.raw("reason")
        undoing.undo_entry(context(), require_actor(), entry_id, reason=reason, once=once, expected_version=version)

    return undo_page.handle(entry_id, act, _("Teruggedraaid. De regel wacht weer op u."))


def _choices(view: StatementView, entry: Entry) -> list[tuple[str, str]]:
    """What this line could be: our payments of this amount, or groups and schemes for money that came in."""
    kind = Meaning.RETURN if entry.incoming else Meaning.PAYMENT
    waiting = [one for one in view.lines if one.outcome in FITTING[kind]]
    same = [one for one in waiting if one.amount_cents == entry.amount_cents]
    lines = [(f"{kind.value}:{one.id}", _line_text(view, one, entry.incoming)) for one in same]
    back, schemes = [], []
    if entry.incoming:
        groups = view.groups.values()
        back = [(f"{Meaning.MONEY_BACK.value}:{one.id}", _("Geld terug van %(name)s", name=one.name)) for one in groups]
        named = dict.fromkeys(one.scheme for one in groups)
        schemes = [(f"{Meaning.INCOME.value}:{name}", _("Geld voor %(name)s", name=name)) for name in named]
    return [*lines, *schemes, *back, (ASIDE, _("Hoort niet bij de straten: leg opzij"))]


def _line_text(view: StatementView, line: Line, came_back: bool) -> str:
    said = f"{view.groups[line.group_id].name}, {line.holder}"
    return _("Teruggekomen: %(what)s", what=said) if came_back else said


def _value(entry: Entry) -> str:
    """The choice that is proposed."""
    if entry.state is not EntryState.PROPOSED or entry.meaning is None:
        return ""
    about = {Meaning.MONEY_BACK: entry.group_id, Meaning.INCOME: entry.scheme}.get(entry.meaning, entry.line_id)
    return f"{entry.meaning.value}:{about}"


def _found(what: str) -> Found:
    kind, _colon, about = what.partition(":")
    if kind == ASIDE:
        return Found(EntryState.ASIDE)
    if kind not in list(Meaning):
        raise InvalidInput([FieldError("what", "required", _("Kies wat deze regel is."))])
    meaning = Meaning(kind)
    if meaning is Meaning.INCOME:
        return Found(EntryState.SETTLED, meaning, scheme=about)
    if meaning is Meaning.MONEY_BACK:
        return Found(EntryState.SETTLED, meaning, group_id=about)
    return Found(EntryState.SETTLED, meaning, line_id=about)


def _list(host_id: str, errors: tuple[FieldError, ...]) -> str:
    actor = require_actor()
    name, found = list_statements(context(), actor, host_id)
    return render_template(
        "payouts/statements.html",
        host_id=host_id,
        host_name=name,
        statements=found,
        may_change=may(actor, UPDATE, place_id=host_id).allowed,
        errors=errors,
        key=new_id(),
    )
