"""The amount sought against the bands. A maximum below it covers a part; a minimum above it shuts out."""

from __future__ import annotations

from services.matcher.domain.amounts import reach
from services.matcher.domain.bands import bands_for
from services.matcher.domain.context import Context, codes_of, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Band, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Fact, Value, Verdict

WORTHWHILE_PART = 10  # below a tenth of what is sought, a source of money alone is no answer to the need

Values = tuple[tuple[str, Value], ...]

_COUNTED = {"participant": ("need.participants", Ask.PLACE), "month": ("need.ends_on", Ask.PLACE)}
_BY_A_PERSON = ("source.amounts", Ask.PERSON)
"""Square metres, members and households are not among the facts of a need: somebody must reckon."""


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """No when the ask is below every minimum, or the maximum below a tenth of a need of money; else yes."""
    if "money" not in need.support or "money" not in source.support:
        return None
    allowed = reach(need, source)
    if allowed is None:
        return _not_reckoned(need, source)
    fact = source_fact(source, "amounts", _in_words(allowed.min_cents, allowed.max_cents))
    values: Values = (("min_cents", allowed.min_cents), ("max_cents", allowed.max_cents))
    sought = need.sought_cents
    if sought is None:
        return Verdict(
            "amount",
            Answer.UNKNOWN,
            "amount",
            "amount_sought_unknown",
            (fact,),
            values,
            missing="need.amount_sought",
            ask=Ask.PLACE,
            decides=True,
        )
    facts = (fact, need_fact("amount_sought", sought))
    values = (*values, ("sought_cents", sought))
    if allowed.min_cents is not None and sought < allowed.min_cents:
        return _below_minimum(need, source, context, facts, values, allowed.min_cents)
    return context.aged(_against_maximum(need, source, facts, values, allowed.max_cents), source)


def _against_maximum(need: Need, source: Source, facts: tuple[Fact, ...], values: Values, most: int | None) -> Verdict:
    sought = need.sought_cents or 0
    if most is None or most >= sought:
        finding = "amount_fits" if most is not None else "amount_above_minimum"
        return Verdict("amount", Answer.YES, "amount", finding, facts, values)
    values = (*values, ("percent", most * 100 // sought))
    if most * WORTHWHILE_PART < sought and need.support & source.support == {"money"}:
        return Verdict("amount", Answer.NO, "amount", "amount_far_too_little", facts, values)
    return Verdict("amount", Answer.YES, "amount", "amount_part", facts, values)


def _below_minimum(
    need: Need, source: Source, context: Context, facts: tuple[Fact, ...], values: Values, least: int
) -> Verdict:
    """Whoever could ask more, because the budget is larger, is not shut out yet."""
    if need.total_cents is not None and need.total_cents >= least:
        return Verdict(
            "amount",
            Answer.UNKNOWN,
            "amount",
            "amount_ask_more",
            facts,
            values,
            missing="need.amount_sought",
            ask=Ask.PLACE,
        )
    return context.aged(Verdict("amount", Answer.NO, "amount", "amount_below_minimum", facts, values), source)


def _not_reckoned(need: Need, source: Source) -> Verdict:
    """The page gives figures, but only for other forms, or per something of which the number is not known."""
    per_something = next(iter(bands_for(need, source)), None)
    if per_something is not None:
        return _open(
            "amount_per", source, _per_values(per_something), *_COUNTED.get(per_something.per or "", _BY_A_PERSON)
        )
    forms = {form for band in source.amounts or () for form in band.for_forms}
    if forms:
        values: Values = (("forms", codes_of("legal_form", frozenset(forms))),)
        return _open("amount_other_form", source, values, "source.amounts", Ask.SOURCE)
    return _not_told(source)


def _open(finding: str, source: Source, values: Values, missing: str, ask: Ask) -> Verdict:
    fact = source_fact(source, "amounts", finding)
    return Verdict("amount", Answer.UNKNOWN, "amount", finding, (fact,), values, missing=missing, ask=ask)


def _per_values(band: Band) -> Values:
    per = Code("amount_per", band.per or "")
    return (("min_cents", band.min_cents), ("max_cents", band.max_cents), ("per", per))


def _not_told(source: Source) -> Verdict:
    notes = [band.note for band in source.amounts or () if band.note]
    return Verdict(
        "amount",
        Answer.UNKNOWN,
        "amount",
        "amount_note" if notes else "amount_not_told",
        missing="source.amounts",
        ask=Ask.SOURCE,
        note=" ".join(notes) or None,
    )


def _in_words(least: int | None, most: int | None) -> str:
    return f"{'' if least is None else least // 100}..{'' if most is None else most // 100}"
