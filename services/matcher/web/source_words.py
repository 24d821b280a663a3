"""The facts of a source in words, for the pages that show one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Band
from services.matcher.usecases.catalogue.current import CatalogueSource
from services.matcher.usecases.regions.suggest import choice
from shared.contracts.codes import label
from shared.wording.language import current_language
from shared.wording.money import amount_range
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

MOST_AREAS = 12

Row = tuple[str, str]


def source_facts(entry: CatalogueSource, regions: Regions) -> list[Row]:
    """What the source tells, as (name, value); an empty value means that it is not known."""
    source, record = entry.source, entry.document
    return [
        (_("Wie geeft"), f"{source.provider} ({_label('provider_kind', source.provider_kind)})"),
        (_("Wat u kunt krijgen"), _labels("support", source.support)),
        (_("Hoe het werkt"), _label("mechanism", source.mechanism)),
        (_("Kan het nu?"), _label("status", source.status)),
        (_("Bedrag"), amounts_text(source.amounts)),
        (_("Waar het voor geldt"), areas_text(source.areas, source.area_note, regions)),
        (_("Waarover"), _labels("themes", source.themes)),
        (_("Voor wie"), _labels("target_groups", source.target_groups)),
        (_("Wie mag aanvragen"), _applicants(record)),
        (_("Wanneer"), source.deadlines.note or "" if source.deadlines else ""),
        (_("Duur van de beslissing"), _weeks(source.decision_weeks)),
        (_("Eerste stap"), _labels("first_steps", source.first_steps)),
        (_("Aanvragen via"), _labels("apply_via", source.apply_via)),
        (_("Wat u erbij doet"), _labels("papers", source.papers)),
        (_("Hoe u verantwoordt"), str((record.get("reporting") or {}).get("note") or "")),
    ]


def amounts_text(bands: Iterable[Band] | None) -> str:
    """The bands in words: `tot € 500; € 500 tot € 2.500 per jaar`."""
    return "; ".join(filter(None, (band_text(band) for band in bands or ())))


def areas_text(codes: Iterable[str], note: str | None, regions: Regions) -> str:
    """Where it counts; a long list is cut and says how many more there are."""
    texts = [choice(regions, code).text for code in codes]
    shown = ", ".join(texts[:MOST_AREAS])
    if len(texts) > MOST_AREAS:
        shown += _(" en nog %(number)s gebieden", number=len(texts) - MOST_AREAS)
    return f"{note} ({shown})" if note else shown


def band_text(band: Band) -> str:
    """One band in words; empty when nothing is known of it."""
    if band.min_cents is None and band.max_cents is None:
        return band.note or ""
    text = amount_range(band.min_cents, band.max_cents)
    if band.per:
        text = f"{text} {_label('amount_per', band.per)}"
    return text


def _applicants(record: Mapping[str, Any]) -> str:
    words = {"yes": _("%(form)s"), "conditional": _("%(form)s (onder voorwaarde)"), "no": _("niet: %(form)s")}
    parts = [
        words[item["eligible"]] % {"form": _label("legal_form", item["form"])}
        for item in record.get("applicants") or ()
    ]
    return ", ".join(parts)


def _weeks(weeks: float | None) -> str:
    return "" if weeks is None else _("ongeveer %(weeks)s weken", weeks=number(weeks))


def _label(list_name: str, code: str) -> str:
    return label(list_name, code, current_language())


def _labels(list_name: str, found: Iterable[str] | None) -> str:
    return ", ".join(sorted(_label(list_name, code) for code in found or ()))
