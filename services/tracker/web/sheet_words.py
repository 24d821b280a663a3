"""What a sheet does, in words for its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from services.tracker.domain.sheets.choices import SKIP
from services.tracker.domain.sheets.columns import FIELD_LABELS, Field
from services.tracker.domain.sheets.plan import OURS, THEIRS, CellChange, Kind, PlannedRow, Step
from services.tracker.domain.sheets.state_words import OUTCOME_OF, TARGET_LABELS
from services.tracker.usecases.exchanging.odd_words import odd_text
from services.tracker.usecases.exchanging.plan_sheet import SheetPlan
from services.tracker.web.sheet_answers import KEPT, PLACE, SKIPPED, WINNER, WORD
from services.tracker.web.words import outcome_text
from shared.wording.dates import plain_date
from shared.wording.money import euros
from shared.wording.texts import gettext as _

_ORDER = (
    Kind.CONFLICT,
    Kind.TWICE,
    Kind.REFUSED,
    Kind.NOT_FOUND,
    Kind.PLACE_ASKED,
    Kind.CHANGED,
    Kind.NEW,
    Kind.SKIPPED,
)
"""What asks for attention in front; what stays the same is only counted."""


def kind_text(kind: Kind) -> tuple[str, str]:
    """What becomes of a row, and the tone to draw it in."""
    return {
        Kind.NEW: (_("nieuw"), "good"),
        Kind.CHANGED: (_("verandert"), "busy"),
        Kind.SAME: (_("blijft gelijk"), "quiet"),
        Kind.CONFLICT: (_("kies wat geldt"), "bad"),
        Kind.TWICE: (_("staat er twee keer in"), "bad"),
        Kind.REFUSED: (_("kan niet mee"), "bad"),
        Kind.PLACE_ASKED: (_("plek onbekend"), "bad"),
        Kind.NOT_FOUND: (_("niet gevonden, doet niet mee"), "bad"),
        Kind.SKIPPED: (_("doet niet mee"), "quiet"),
        Kind.NO_ROW: (_("geen aanvraag"), "quiet"),
    }[kind]


def rows_in_words(plan: SheetPlan) -> list[dict[str, Any]]:
    """The rows that do something or ask something, in the order of attention."""
    shown = [row for row in plan.rows if row.kind in _ORDER]
    shown.sort(key=lambda row: (_ORDER.index(row.kind), row.row.line))
    return [row_in_words(row, plan) for row in shown]


def row_in_words(planned: PlannedRow, plan: SheetPlan) -> dict[str, Any]:
    """One row for the page."""
    row = planned.row
    text, tone = kind_text(planned.kind)
    return {
        "line": row.line,
        "title": row.title or row.source or row.provider or (planned.here.cells[Field.TITLE] if planned.here else ""),
        "source": row.source,
        "place": plan.places.get(planned.place_id or "", row.place_name),
        "kind": text,
        "tone": tone,
        "hidden": row.hidden,
        "steps": [
            *_new(planned),
            *(_step(planned, step) for step in planned.steps if step in (Step.SUBMIT, Step.DECIDE)),
        ],
        "changes": [_change(change) for change in planned.changes if change.counts],
        "missing": [_missing(step) for step in planned.missing],
        "odd": [odd_text(odd) for odd in planned.odd],
        "why": planned.refused,
        "skip": f"{SKIPPED}{row.line}",
        "application_id": planned.here.application_id if planned.here else None,
    }


def questions_of(plan: SheetPlan) -> dict[str, Any]:
    """Everything that must be answered, as fields of one form."""
    return {
        "places": [_place_question(name, plan.places) for name in plan.place_questions],
        "place_choices": [*plan.places.items(), (SKIP, _("Deze rijen doen niet mee"))],
        "words": [{"name": f"{WORD}{word}", "text": word} for word in plan.word_questions],
        "word_choices": [(target.value, _(text)) for target, text in TARGET_LABELS.items()],
        "conflicts": [_conflict(row, change, plan) for row in plan.rows for change in row.changes if not change.chosen],
        "twins": _twins(plan),
        "refused": _refused(plan),
        "letters": plan.decides and not plan.choices.letters_kept,
    }


def _twins(plan: SheetPlan) -> list[dict[str, Any]]:
    """One question for each application that several rows are about: which row holds."""
    found: dict[tuple[int, ...], list[PlannedRow]] = {}
    for row in plan.rows:
        if row.kind is Kind.TWICE:
            found.setdefault(row.twins, []).append(row)
    return [
        {
            "name": f"{KEPT}{','.join(map(str, lines))}",
            "text": _(
                "Rij %(lines)s gaan over dezelfde aanvraag. Welke rij geldt?",
                lines=_("%(some)s en %(last)s", some=", ".join(map(str, lines[:-1])), last=lines[-1]),
            ),
            "choices": [(str(row.row.line), _in_short(row)) for row in rows],
        }
        for lines, rows in found.items()
    ]


def _in_short(planned: PlannedRow) -> str:
    """What a row says, in one line."""
    row = planned.row
    amount = [euros(row.amount_cents)] if row.amount_cents is not None else []
    day = [plain_date(row.closing[0])] if row.closing is not None else []
    parts = [part for part in (row.title, row.source, *amount, *day, row.note[:60]) if part]
    return _("Rij %(line)s: %(text)s", line=row.line, text=" · ".join(parts))


def _refused(plan: SheetPlan) -> list[dict[str, Any]]:
    """The rows that can't be taken over, together by why: one tick leaves out all of them."""
    found: dict[str, list[PlannedRow]] = {}
    for row in plan.refused:
        found.setdefault(row.refused, []).append(row)
    return [
        {
            "name": f"{SKIPPED}{','.join(str(row.row.line) for row in rows)}",
            "why": why,
            "rows": [(row.row.line, row_in_words(row, plan)["title"]) for row in rows],
        }
        for why, rows in found.items()
    ]


def _place_question(name: str, places: Mapping[str, str]) -> dict[str, str]:
    """A name with the place that looks most like it, for the person to say yes to."""
    near = get_close_matches(name.lower(), [called.lower() for called in places.values()], n=1, cutoff=0.7)
    value = next((id_ for id_, called in places.items() if near and called.lower() == near[0]), "")
    return {"name": f"{PLACE}{name}", "text": name or _("rijen zonder plek"), "value": value}


def _conflict(planned: PlannedRow, change: CellChange, plan: SheetPlan) -> dict[str, Any]:
    told = row_in_words(planned, plan)
    return {
        "name": f"{WINNER}{planned.row.line}:{change.field.value}",
        "text": _(
            "Rij %(line)s, %(title)s: %(field)s", line=told["line"], title=told["title"], field=_name(change.field)
        ),
        "choices": [
            (OURS, _("Hier staat: %(text)s", text=_shown(change.field, change.ours))),
            (THEIRS, _("In uw blad staat: %(text)s", text=_shown(change.field, change.theirs))),
        ],
    }


def _new(planned: PlannedRow) -> list[str]:
    if planned.here is not None:
        return []
    cents = planned.row.amount_cents
    amount = _("gevraagd %(amount)s", amount=euros(cents)) if cents is not None else _("bedrag niet bekend")
    return [
        _("Idee, %(amount)s", amount=amount) if Step.NOTE in planned.steps else _("Aanvraag, %(amount)s", amount=amount)
    ]


def _step(planned: PlannedRow, step: Step) -> str:
    row = planned.row
    if step is Step.SUBMIT and row.submitted_on is not None:
        return _("Ingediend op %(day)s", day=plain_date(row.submitted_on))
    day = plain_date(row.decided_on or date.min)
    outcome = outcome_text(OUTCOME_OF[row.target].value) if row.target else ""
    if row.granted_cents is None:
        return _("%(outcome)s op %(day)s", outcome=outcome, day=day)
    return _("%(outcome)s op %(day)s: %(amount)s", outcome=outcome, day=day, amount=euros(row.granted_cents))


def _missing(step: Step) -> str:
    if step is Step.SUBMIT:
        return _(
            "Het blad zegt dat dit is ingediend, maar niet wanneer. De aanvraag blijft daarom op “schrijven” staan."
        )
    return _("Het blad zegt dat er een besluit is, maar niet van wanneer. Schrijf het besluit zelf op.")


def _change(change: CellChange) -> dict[str, str]:
    return {
        "name": _name(change.field),
        "before": _shown(change.field, change.ours),
        "after": _shown(change.field, change.theirs),
    }


def _name(field: Field) -> str:
    return _(FIELD_LABELS[field])


def _shown(field: Field, text: str) -> str:
    if not text:
        return _("niets")
    if field is Field.AMOUNT:
        return euros(int(text))
    return plain_date(date.fromisoformat(text)) if field is Field.CLOSING else text
