"""Guards from the award to the closed account."""

from __future__ import annotations

from datetime import date

from services.tracker.domain.guards.facts import Facts, Refusal
from services.tracker.domain.texts import mark as _
from shared.kernel.dates import AMSTERDAM

YEARS_OPEN_TO_REVISION = 5
"""How long a settlement can be revised (Awb 4:49, third paragraph)."""


def may_begin(facts: Facts) -> Refusal | None:
    """The first money came in, or the day to start is there."""
    if facts.paid_cents > 0 or facts.begins_on is None or facts.begins_on <= _today(facts):
        return None
    text = _("Uw plan begint op %(day)s. Begint u eerder? Pas dan eerst de begindatum aan.")
    return Refusal("not_yet", text, {"day": f"{facts.begins_on:%d-%m-%Y}"})


def no_report_needed(facts: Facts) -> Refusal | None:
    """Without a report only where the funder asks for none."""
    if facts.report_needed:
        return Refusal("report_needed", _("Deze gever vraagt een verslag. Dien dat eerst in."))
    return None


def no_change_open(facts: Facts) -> Refusal | None:
    """One question at a time."""
    return Refusal("change_open", _("Er loopt al een vraag om een wijziging.")) if facts.change_open else None


def change_open(facts: Facts) -> Refusal | None:
    """An answer belongs to a question."""
    return None if facts.change_open else Refusal("no_change", _("Er is geen wijziging gevraagd."))


def new_term_ahead(facts: Facts) -> Refusal | None:
    """More time is a day that is still to come."""
    if facts.term_ends_on is None or facts.term_ends_on < _today(facts):
        return Refusal("term_missing", _("Vul een nieuwe dag voor het verslag in, die nog komt."))
    return None


def report_complete(facts: Facts) -> Refusal | None:
    """What the funder asks is in it, and no cost is claimed twice."""
    if not facts.report_missing:
        return None
    text = _("Het verslag is nog niet compleet: %(missing)s.")
    return Refusal("report_incomplete", text, {"missing": "; ".join(facts.report_missing)})


def report_term_passed(facts: Facts) -> Refusal | None:
    """Only a date that is sure makes a report late."""
    if facts.report_closes_at is None or facts.now < facts.report_closes_at:
        return Refusal("term_open", _("Het verslag is nog niet te laat."))
    return None


def final_within_award(facts: Facts) -> Refusal | None:
    """What is settled is never more than what was granted."""
    if facts.final_cents is None or facts.award_cents is None or facts.final_cents <= facts.award_cents:
        return None
    return Refusal("above_award", _("Het vastgestelde bedrag is hoger dan de toekenning. Kijk het na."))


def paid_is_final(facts: Facts) -> Refusal | None:
    """An account closes when everything that was settled came in."""
    if facts.final_cents is not None and facts.paid_cents == facts.final_cents:
        return None
    return Refusal("not_equal", _("Het ontvangen geld is nog niet gelijk aan het vastgestelde bedrag."))


def paid_above_final(facts: Facts) -> Refusal | None:
    """A claim is for what was paid too much."""
    if facts.final_cents is not None and facts.paid_cents > facts.final_cents:
        return None
    return Refusal("nothing_too_much", _("U kreeg niet meer dan er is vastgesteld."))


def something_paid(facts: Facts) -> Refusal | None:
    """Without money there is nothing to give back."""
    return None if facts.paid_cents > 0 else Refusal("nothing_paid", _("Er is nog niets betaald."))


def claim_paid(facts: Facts) -> Refusal | None:
    """The last euro of a claim ends it."""
    if facts.claim_left_cents is not None and facts.claim_left_cents > 0:
        return Refusal("claim_open", _("Er moet nog een deel worden terugbetaald."))
    return None


def within_five_years(facts: Facts) -> Refusal | None:
    """After five years a settlement stands."""
    if facts.settled_on is None or _today(facts) <= _years_after(facts.settled_on, YEARS_OPEN_TO_REVISION):
        return None
    return Refusal("too_long_ago", _("De vaststelling is meer dan vijf jaar oud. Herzien kan niet meer."))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a year without one
        return date(day.year + years, 3, 1)


def _today(facts: Facts) -> date:
    return facts.now.astimezone(AMSTERDAM).date()
