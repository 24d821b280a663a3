"""What a giver asks of a place that applies: before asking, with the application, at the start, for the money, after.

No verdicts: nothing here makes a source fit or not. It is the list that people hold beside the application.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.matcher.domain.bands import decider, papers
from services.matcher.domain.context import codes_of
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Value


class Stage(StrEnum):
    """When it is asked."""

    BEFORE = "before"
    APPLYING = "applying"
    STARTING = "starting"
    MONEY = "money"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do or to know; `code` names its sentence, `values` fill it, `note` holds the source's own words."""

    stage: Stage
    code: str
    values: tuple[tuple[str, Value], ...] = ()
    note: str | None = None


def duties_of(need: Need | None, source: Source) -> tuple[Duty, ...]:
    """Everything the source tells, in order. Papers and decider are those of the amount sought, when it is known."""
    return tuple(duty for rule in _RULES for duty in rule(need, source))


def _before(need: Need | None, source: Source) -> Iterator[Duty]:
    for step in source.first_steps:
        yield Duty(Stage.BEFORE, "first_step", (("step", codes_of("first_steps", (step,))),))


def _applying(need: Need | None, source: Source) -> Iterator[Duty]:
    if source.apply_via:
        yield Duty(Stage.APPLYING, "apply_via", (("ways", codes_of("apply_via", source.apply_via)),))
    for paper in papers(need, source):
        yield Duty(Stage.APPLYING, "paper", (("paper", codes_of("papers", (paper,))),))
    who = decider(need, source)
    if who is not None:
        yield Duty(Stage.APPLYING, "decider", (("decider", codes_of("decider", (who,))),))


def _starting(need: Need | None, source: Source) -> Iterator[Duty]:
    start = source.start
    if start is None:
        return
    if start.not_before is not None:
        yield Duty(Stage.STARTING, f"start_{start.not_before}")
    if start.within_months_after_award is not None:
        yield Duty(Stage.STARTING, "start_within", (("months", start.within_months_after_award),))
    if start.finished_within_months is not None:
        yield Duty(Stage.STARTING, "finish_within", (("months", start.finished_within_months),))
    if start.note:
        yield Duty(Stage.STARTING, "start_note", note=start.note)


def _money(need: Need | None, source: Source) -> Iterator[Duty]:
    payment = source.payment
    if payment is None:
        return
    if payment.mode is not None:
        yield Duty(Stage.MONEY, f"pay_{payment.mode}", (("percent", payment.advance_percent),))
    if payment.receivers:
        yield Duty(Stage.MONEY, "pay_to", (("receivers", codes_of("payment_receiver", payment.receivers)),))
    if payment.note:
        yield Duty(Stage.MONEY, "pay_note", note=payment.note)


def _afterwards(need: Need | None, source: Source) -> Iterator[Duty]:
    told = source.reporting
    if told is None:
        return
    if told.within_weeks is not None:
        yield Duty(Stage.AFTERWARDS, "report_within", (("weeks", told.within_weeks),))
    if told.by_yearly is not None:
        yield Duty(Stage.AFTERWARDS, "report_yearly", (("day", told.by_yearly),))
    for part in ("content", "financial", "receipts"):
        if getattr(told, part):
            yield Duty(Stage.AFTERWARDS, f"report_{part}")
    if told.auditor_above_cents is not None and _may_be_above(need, told.auditor_above_cents):
        yield Duty(Stage.AFTERWARDS, "report_auditor", (("above_cents", told.auditor_above_cents),))
    if told.note:
        yield Duty(Stage.AFTERWARDS, "report_note", note=told.note)


def _may_be_above(need: Need | None, cents: int) -> bool:
    return need is None or need.sought_cents is None or need.sought_cents > cents


_RULES: tuple[Callable[[Need | None, Source], Iterator[Duty]], ...] = (
    _before,
    _applying,
    _starting,
    _money,
    _afterwards,
)
