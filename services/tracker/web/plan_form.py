"""The form for how the money comes: its choices, and what was chosen as a plan."""

from __future__ import annotations

from collections.abc import Iterator

from services.tracker.domain.instalments.plans import OwnPart, Plan, PlanKind
from services.tracker.usecases.payments.reschedule_instalment import MAX_LABEL
from services.tracker.web.forms import Reader
from shared.wording.texts import gettext as _

OWN_ROWS = 6
"""Payments that fit in the form; whoever has more uses the API."""
_ADVANCES = (75, 80, 50)
OTHER = "advance_other"


def plan_choices() -> list[tuple[str, str, str]]:
    """The ways in which the money can come: value, text, explanation."""
    advances = [
        (
            f"advance_{percent}",
            _("%(first)s procent vooraf, %(rest)s procent achteraf", first=percent, rest=100 - percent),
            _("De rest komt na uw verslag."),
        )
        for percent in _ADVANCES
    ]
    return [
        (PlanKind.AT_ONCE.value, _("Alles in één keer"), _("Het geld komt na de toekenning.")),
        *advances,
        (OTHER, _("Een ander deel vooraf"), _("Vul hieronder in hoeveel procent.")),
        (PlanKind.AFTER_REPORT.value, _("Alles achteraf"), _("U schiet voor. Het geld komt na verslag of bonnen.")),
        (
            PlanKind.GUARANTEE.value,
            _("Garantie"),
            _("U krijgt alleen wat u tekortkomt. Vul hieronder in hoeveel procent u vooraf krijgt."),
        ),
        (PlanKind.OWN.value, _("Anders"), _("Vul hieronder elke betaling in.")),
    ]


def first_choice(suggested: Plan | None) -> dict[str, str]:
    """What the form starts with: what the source tells."""
    if suggested is None:
        return {}
    percent = "" if suggested.advance_percent is None else str(suggested.advance_percent)
    if suggested.kind is not PlanKind.ADVANCE:
        return {"kind": suggested.kind.value, "advancePercent": percent}
    known = suggested.advance_percent in _ADVANCES
    return {"kind": f"advance_{percent}" if known else OTHER, "advancePercent": "" if known else percent}


def read_plan(reader: Reader) -> Plan:
    """The plan that was chosen; what is wrong is with the reader."""
    chosen = reader.choice("kind", [value for value, *_words in plan_choices()], _("Kies hoe het geld komt."))
    if chosen.startswith("advance_") and chosen != OTHER:
        return Plan(PlanKind.ADVANCE, int(chosen.removeprefix("advance_")))
    if chosen == OTHER:
        return Plan(PlanKind.ADVANCE, _percent(reader))
    if chosen == PlanKind.GUARANTEE:
        return Plan(PlanKind.GUARANTEE, _percent(reader))
    return Plan(PlanKind(chosen), own=tuple(_own(reader)) if chosen == PlanKind.OWN else ())


def _percent(reader: Reader) -> int | None:
    typed = reader.raw("advancePercent").removesuffix("%").strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) <= 3:
        return int(typed)
    reader.wrong("advancePercent", "not_a_number", _("Vul een heel getal in, bijvoorbeeld 75."))
    return None


def _own(reader: Reader) -> Iterator[OwnPart]:
    """The rows in which something was typed. A row with a day or a name and no amount is told as wrong later."""
    for row in range(OWN_ROWS):
        amount = reader.maybe_amount(f"parts.{row}.amount")
        label = reader.text(f"parts.{row}.label", MAX_LABEL)
        day = reader.maybe_day(f"parts.{row}.expectedOn")
        if amount is not None or label or day:
            yield OwnPart(amount or 0, label, day)
