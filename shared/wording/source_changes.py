"""What a change of a source means, in words: the same in a message and on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from shared.contracts.codes import label
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.money import euros
from shared.wording.texts import gettext as _

Change = Mapping[str, Any]
"""`kind` (a consequence), `source_name`, and what the kind brings: codes, whole cents and ISO dates."""


def source_change(change: Change) -> str:
    """One or two short sentences in the current language; what it means comes first."""
    return _SENTENCES[change["kind"]](change)


def _now_fits(change: Change) -> str:
    if change.get("is_new"):
        first = _("%(source)s is nieuw en past bij uw behoefte.", source=change["source_name"])
    else:
        first = _("%(source)s past nu bij uw behoefte.", source=change["source_name"])
    return _with(first, _held_back(change), _closes(change))


def _may_fit(change: Change) -> str:
    if change.get("is_new"):
        first = _("%(source)s is nieuw en past misschien bij uw behoefte.", source=change["source_name"])
    else:
        first = _("%(source)s past nu misschien bij uw behoefte.", source=change["source_name"])
    return _with(first, _held_back(change), _closes(change))


def _no_longer_fits(change: Change) -> str:
    first = _("%(source)s past niet meer bij uw behoefte.", source=change["source_name"])
    reason = _reason(change)
    return _with(first, _("De reden: %(reason)s.", reason=reason) if reason else "")


def _in_doubt(change: Change) -> str:
    first = _("Bij %(source)s is niet meer zeker of het past.", source=change["source_name"])
    return _with(first, _("Kijk wat u eerst moet uitzoeken."))


def _opened(change: Change) -> str:
    return _with(_("%(source)s is nu open.", source=change["source_name"]), _closes(change))


def _moved(change: Change) -> str:
    values = {"source": change["source_name"], "new": _day(change["to"]), "old": _day(change["from"])}
    if change.get("is_past"):
        return _("De sluitdag van %(source)s was al op %(new)s, niet op %(old)s.", **values)
    return _with(_("%(source)s sluit nu op %(new)s in plaats van %(old)s.", **values), _still_fits(change))


def _closing_known(change: Change) -> str:
    first = _("%(source)s heeft nu een sluitdag: %(day)s.", source=change["source_name"], day=_day(change["to"]))
    return _with(first, _still_fits(change))


def _covers_more(change: Change) -> str:
    values = {"source": change["source_name"], "new": euros(change["to_cents"])}
    return _with(_("%(source)s kan nu meer geven voor uw behoefte: tot %(new)s.", **values), _was(change))


def _covers_less(change: Change) -> str:
    values = {"source": change["source_name"], "new": euros(change["to_cents"])}
    return _with(_("%(source)s geeft nu minder voor uw behoefte: tot %(new)s.", **values), _was(change))


def _found(change: Change) -> str:
    if change.get("is_new"):
        first = _("%(source)s is nieuw.", source=change["source_name"])
    else:
        first = _("%(source)s hoort er nu bij.", source=change["source_name"])
    return _with(first, _closes(change))


_SENTENCES: Mapping[str, Callable[[Change], str]] = {
    "now_fits": _now_fits,
    "may_fit": _may_fit,
    "in_doubt": _in_doubt,
    "no_longer_fits": _no_longer_fits,
    "closed": lambda change: _("%(source)s is gesloten.", source=change["source_name"]),
    "gone": lambda change: _("%(source)s staat niet meer in de catalogus.", source=change["source_name"]),
    "opened": _opened,
    "closes_earlier": _moved,
    "closes_later": _moved,
    "closing_known": _closing_known,
    "covers_more": _covers_more,
    "covers_less": _covers_less,
    "found": _found,
    "amounts_changed": lambda change: _("%(source)s geeft nu een ander bedrag.", source=change["source_name"]),
}


def _held_back(change: Change) -> str:
    reason = _reason(change)
    return _("Eerst hield dit u tegen: %(reason)s.", reason=reason) if reason else ""


def _reason(change: Change) -> str:
    code = change.get("reason")
    return label("reason", code, current_language()) if code and code != "other" else ""


def _closes(change: Change) -> str:
    return _("De sluitdag is %(day)s.", day=_day(change["closing"])) if change.get("closing") else ""


def _still_fits(change: Change) -> str:
    """Whether the start of the plan still goes with it; a search has no start."""
    starts_on = change.get("starts_on")
    if not starts_on:
        return ""
    sentences = {
        True: _("Uw start op %(day)s past nog.", day=_day(starts_on)),
        False: _("Uw start op %(day)s past dan niet meer.", day=_day(starts_on)),
        None: _("Kijk of uw start op %(day)s nog past.", day=_day(starts_on)),
    }
    return sentences[change.get("fits")]


def _was(change: Change) -> str:
    cents = change.get("from_cents")
    return "" if cents is None else _("Dat was %(old)s.", old=euros(cents))


def _day(iso: str) -> str:
    return plain_date(date.fromisoformat(iso))


def _with(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
