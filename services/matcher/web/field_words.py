"""Fields of a record and their values in words, for histories and reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Band
from services.matcher.storage.sources import LISTED
from services.matcher.web.source_words import amounts_text, areas_text
from shared.contracts.codes import label
from shared.kernel.money import parse_amount
from shared.pages.filters import day_text
from shared.wording.language import current_language
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

CODES: Mapping[str, str] = {
    "provider_kind": "provider_kind",
    "mechanism": "mechanism",
    "status": "status",
    "support": "support",
    "themes": "themes",
    "target_groups": "target_groups",
    "first_steps": "first_steps",
    "apply_via": "apply_via",
    "papers": "papers",
    "decider": "decider",
    "deadlines.kind": "deadline_kind",
    "share.own_contribution": "own_contribution",
    "start.not_before": "start_not_before",
    "payment.mode": "payment_mode",
    "payment.receivers": "payment_receiver",
}
"""The code list of each field that holds codes."""

DAYS = frozenset({"opens_on", "ends_on", "deadlines.dates", "provenance.seen_on"})
AREAS = frozenset({"areas", "excluded_areas"})


def field_name(path: str) -> str:
    """What people call a field: `deadlines.dates` is "Sluitdagen"."""
    names = _names()
    if path in names:
        return names[path]
    group, _dot, part = path.partition(".")
    return f"{names.get(group, group)} ({_parts().get(part, part.replace('_', ' '))})" if part else path


def value_text(path: str, value: Any, regions: Regions) -> str:
    """A value in words; what is not known is said."""
    if value in (None, "", [], {}):
        return _("niet bekend")
    if path in AREAS:
        return areas_text(value, None, regions)
    if path == "amounts":
        return amounts_text(_band(band) for band in value) or _("niet bekend")
    if isinstance(value, Mapping):
        return _entry(path, value) or _group(path, value, regions)
    if isinstance(value, list):
        return ", ".join(value_text(path, item, regions) for item in value)
    return _single(path, value)


def _single(path: str, value: Any) -> str:
    if path in CODES:
        return label(CODES[path], value, current_language())
    if path in DAYS:
        return day_text(value)
    if path == "listing":
        return _("staat in de catalogus") if value == LISTED else _("staat er niet meer in")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return number(value) if isinstance(value, (int, float)) else str(value)


def _group(path: str, value: Mapping[str, Any], regions: Regions) -> str:
    """All that is known of a group of fields."""
    known = ((f"{path}.{name}", inner) for name, inner in value.items() if inner is not None)
    return "; ".join(f"{field_name(inner)}: {value_text(inner, item, regions)}" for inner, item in known)


def _entry(path: str, item: Mapping[str, Any]) -> str:
    """One line of a list: who may ask, a rule, what is not paid; empty for a group of fields."""
    language = current_language()
    if path == "requirements":
        return str(item["text"])
    if path == "applicants":
        return f"{label('legal_form', item['form'], language)}: {label('eligible', item['eligible'], language)}"
    if path == "exclusions":
        what = label("cost_kind", item["what"], language)
        return f"{what} ({item['note']})" if item.get("note") else what
    return ""


def _band(band: Mapping[str, Any]) -> Band:
    low, high = (None if band.get(side) is None else parse_amount(band[side]) for side in ("min", "max"))
    return Band(low, high, per=band.get("per"), note=band.get("note"))


def _names() -> Mapping[str, str]:
    return {
        "name": _("Naam"),
        "provider": _("Wie geeft"),
        "provider_kind": _("Soort gever"),
        "mechanism": _("Hoe het werkt"),
        "status": _("Is het open?"),
        "opens_on": _("Gaat open op"),
        "ends_on": _("Laatste dag van de regeling"),
        "support": _("Wat u kunt krijgen"),
        "summary": _("Korte uitleg"),
        "areas": _("Waar het voor geldt"),
        "excluded_areas": _("Waar het niet voor geldt"),
        "area_note": _("Over het gebied"),
        "parent": _("Hoort bij de regeling"),
        "themes": _("Waarover"),
        "target_groups": _("Voor wie"),
        "applicants": _("Wie mag aanvragen"),
        "applicants_complete": _("Andere groepen mogen niet"),
        "excluded_organisations": _("Wie niet mag aanvragen"),
        "requirements": _("Regels van de gever"),
        "amounts": _("Bedrag"),
        "share": _("Deel van de kosten"),
        "exclusions": _("Wat niet betaald wordt"),
        "deadlines": _("Wanneer"),
        "deadlines.dates": _("Sluitdagen"),
        "deadlines.yearly": _("Sluitdagen elk jaar (maand-dag)"),
        "deadlines.kind": _("Soort termijn"),
        "deadlines.note": _("Over de termijn"),
        "decision_weeks": _("Weken tot het besluit"),
        "start": _("Wanneer u mag beginnen"),
        "payment": _("Hoe het geld komt"),
        "reporting": _("Hoe u verslag doet"),
        "first_steps": _("Eerste stap"),
        "apply_via": _("Aanvragen via"),
        "decider": _("Wie beslist"),
        "papers": _("Wat u erbij doet"),
        "questions": _("Wat het formulier vraagt"),
        "url": _("Website van de gever"),
        "phone": _("Telefoon"),
        "provenance": _("Waar dit vandaan komt"),
        "provenance.source_url": _("Pagina waar wij het lazen"),
        "provenance.seen_on": _("Gezien op"),
        "provenance.verified": _("Pagina zelf gezien"),
        "provenance.note": _("Opmerking"),
        "listing": _("In de catalogus"),
    }


def _parts() -> Mapping[str, str]:
    """Fields inside a group that need no name of their own."""
    return {
        "note": _("toelichting"),
        "kind": _("soort"),
        "mode": _("wijze"),
        "receivers": _("aan wie"),
        "max_percent": _("hoogste percentage"),
        "never_all": _("nooit alles"),
        "own_contribution": _("eigen bijdrage"),
        "own_percent": _("eigen deel in procenten"),
        "match_with": _("samen met"),
        "stacking_max_percent": _("hoogste deel uit publiek geld"),
        "others_must_join": _("anderen betalen mee"),
        "last_resort": _("pas als anderen niet geven"),
        "weeks_before_start": _("weken voor de start"),
        "not_before": _("niet eerder dan"),
        "within_months_after_award": _("maanden na het besluit"),
        "finished_within_months": _("klaar binnen maanden"),
        "advance_percent": _("voorschot in procenten"),
        "within_weeks": _("binnen weken"),
        "by_yearly": _("elk jaar voor"),
        "content": _("verslag"),
        "financial": _("rekening"),
        "receipts": _("bonnen"),
        "auditor_above": _("accountant vanaf"),
    }
