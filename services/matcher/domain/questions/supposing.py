"""What-if: the same need with one more fact, or the same source after a phone call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from services.matcher.domain.need import Need
from services.matcher.domain.source import Applicant, Source
from services.matcher.domain.verdicts import Code, Value, Verdict

SAME_FACT = {"need.volunteers": "place.volunteers", "need.board_members": "place.board_members"}
"""Paths that a rule uses for a fact that is kept elsewhere."""

FORMS = ("foundation", "association", "informal_group", "natural_person")
"""The legal forms that nearly all places have; the others are too rare to reckon with."""

DELAYS = (4, 8, 13, 26)
"""By how many weeks a later start is tried: a month, two, a season, half a year."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One possible answer: `code` tells which (yes, no, at_least, fewer_than, a code of a list), `value` the rest."""

    code: str
    value: Value
    need: Need


def kept_as(path: str) -> str:
    """The path under which the fact is kept."""
    return SAME_FACT.get(path, path)


def is_unknown(need: Need, path: str) -> bool:
    """Whether this fact of the place or the need is one that can be kept, and was not told yet."""
    if path not in _ANSWERS:
        return False
    side, name = path.split(".")
    attribute = _ATTRIBUTES.get(name, name)
    return getattr(need.place if side == "place" else need, attribute) is None


def answers_to(need: Need, path: str, verdicts: Iterable[Verdict], today: date) -> tuple[Answered, ...]:
    """The answers worth telling apart for a fact that is not known; `verdicts` are those that wait for it."""
    return tuple(_ANSWERS[path](need, path, tuple(verdicts), today))


def after_the_call(source: Source, path: str, form: str | None, today: date) -> dict[str, Source]:
    """The source as the catalogue would hold it after each answer (`yes`, `no`) on the phone; empty when unclear."""
    if path == "source.status":
        seen = replace(source.provenance, seen_on=today.isoformat())
        still_open = replace(source, status="open", opens_on=None, provenance=seen)
        return {"yes": still_open, "no": replace(source, status="closed")}
    if path == "source.applicants" and form is not None:
        others = tuple(item for item in source.applicants or () if item.form != form)
        may = replace(source, applicants=(*others, Applicant(form, "yes")))
        may_not = replace(source, applicants=(*others, Applicant(form, "no")))
        return {"yes": may, "no": may_not}
    return {}


def with_fact(need: Need, path: str, value: Any) -> Need:
    """The need with one fact filled in."""
    side, name = path.split(".")
    change: Any = {_ATTRIBUTES.get(name, name): value}
    return replace(need, place=replace(need.place, **change)) if side == "place" else replace(need, **change)


def starting_later(need: Need, weeks: int) -> Need:
    """The same plan, as long as before, so many weeks later."""
    more = timedelta(weeks=weeks)
    return replace(
        need,
        starts_on=need.starts_on and need.starts_on + more,
        ends_on=need.ends_on and need.ends_on + more,
    )


def _yes_no(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    yield Answered("yes", True, with_fact(need, path, True))
    yield Answered("no", False, with_fact(need, path, False))


def _form(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    for form in FORMS:
        yield Answered(form, Code("legal_form", form), with_fact(need, path, form))


def _number(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    """Enough for everybody who asks it, or too few for all."""
    wanted = [value for verdict in verdicts for name, value in verdict.values if name == "wanted"]
    numbers = [int(value) for value in wanted if isinstance(value, int)]
    if numbers:
        yield Answered("at_least", max(numbers), with_fact(need, path, max(numbers)))
        yield Answered("fewer_than", min(numbers), with_fact(need, path, max(0, min(numbers) - 1)))


def _some(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    """Everything that is asked for, or none of it."""
    codes = _codes(verdicts, "partner", "from")
    yield Answered("all_of", codes, with_fact(need, path, frozenset(code.code for code in codes)))
    yield Answered("none_of", codes, with_fact(need, path, frozenset()))


def _tenure(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    for code in _codes(verdicts, "any_of"):
        yield Answered(code.code, code, with_fact(need, path, code.code))
    yield Answered("none", Code("tenure", "none"), with_fact(need, path, "none"))


def _reserves(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    yield Answered("fewer_than", 1, with_fact(need, path, 0.0))
    yield Answered("at_least", 10, with_fact(need, path, 10.0))


def _euros(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    for cents in (50_000, 500_000, 5_000_000):
        yield Answered("about", cents, with_fact(need, path, cents))


def _budget(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    """All of the budget is asked for, or half of it."""
    if need.sought_cents:
        for cents in (need.sought_cents, 2 * need.sought_cents):
            yield Answered("about", cents, with_fact(need, path, cents))


def _own(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    yield Answered("about", 0, with_fact(need, path, 0))
    if need.total_cents:
        half = need.total_cents // 2
        yield Answered("about", half, with_fact(need, path, half))


def _day(need: Need, path: str, verdicts: tuple[Verdict, ...], today: date) -> Iterable[Answered]:
    """Soon, or half a year from now."""
    first = max(today, need.starts_on or today)
    for day in (first + timedelta(days=28), first + timedelta(days=182)):
        yield Answered("on", day, with_fact(need, path, day))


def _codes(verdicts: Iterable[Verdict], *names: str) -> tuple[Code, ...]:
    found: dict[Code, None] = {}
    for verdict in verdicts:
        for name, value in verdict.values:
            if name in names:
                found.update(dict.fromkeys([value] if isinstance(value, Code) else _only_codes(value)))
    return tuple(found)


def _only_codes(value: Value) -> tuple[Code, ...]:
    return value if isinstance(value, tuple) else ()


_ATTRIBUTES = {
    "total_budget": "total_cents",
    "amount_sought": "sought_cents",
    "own_contribution": "own_cents",
}
_ANSWERS: Mapping[str, Callable[[Need, str, tuple[Verdict, ...], date], Iterable[Answered]]] = {
    "place.legal_form": _form,
    "place.anbi": _yes_no,
    "place.fiscal_host": _yes_no,
    "place.partners": _some,
    "place.tenure": _tenure,
    "place.board_members": _number,
    "place.volunteers": _number,
    "place.money_last_year_from": _some,
    "place.reserves_times_yearly_costs": _reserves,
    "need.total_budget": _budget,
    "need.amount_sought": _euros,
    "need.own_contribution": _own,
    "need.starts_on": _day,
    "need.ends_on": _day,
    "need.already_started": _yes_no,
    "need.initiators": _number,
    "need.participants": _number,
    "need.signatures": _number,
}
