"""The facts of a source in words, for the pages that show one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Band, Source
from services.matcher.usecases.catalogue.current import CatalogueSource
from services.matcher.usecases.matching.sentences.duties import stage_label, told_duties
from services.matcher.usecases.regions.suggest import choice
from services.matcher.web.source_terms import exclusions_text, moments_text, shares_text, status_text
from shared.contracts.codes import label
from shared.wording.language import current_language
from shared.wording.money import amount_range
from shared.wording.numbers import number
from shared.wording.texts import gettext as _

MOST_AREAS = 12

SELDOM = frozenset({"excluded_areas", "excluded_organisations", "phone"})
"""Most sources shut out nobody and name no telephone: silence there says nothing."""

Row = tuple[str, str]


def source_facts(entry: CatalogueSource, regions: Regions) -> list[Row]:
    """What the source tells, as (name, value); an empty value means that it is not known."""
    rows = source_rows(entry.source, regions)
    return [row for code, row in rows.items() if row[1] or code not in SELDOM]


def source_rows(source: Source, regions: Regions) -> dict[str, Row]:
    """The same by the code of each row, in the order of the page."""
    return {
        "provider": (_("Wie geeft"), f"{source.provider} ({_label('provider_kind', source.provider_kind)})"),
        "support": (_("Wat u kunt krijgen"), _labels("support", source.support)),
        "mechanism": (_("Hoe het werkt"), _label("mechanism", source.mechanism)),
        "status": (_("Kan het nu?"), status_text(source)),
        "amounts": (_("Bedrag"), bands_text(source.amounts)),
        "share": (_("Welk deel"), shares_text(source.share)),
        "areas": (_("Waar het voor geldt"), areas_text(source.areas, source.area_note, regions)),
        "excluded_areas": (_("Waar niet"), areas_text(source.excluded_areas, None, regions)),
        "themes": (_("Waarover"), _labels("themes", source.themes)),
        "target_groups": (_("Voor wie"), _labels("target_groups", source.target_groups)),
        "applicants": (_("Wie mag aanvragen"), _applicants(source)),
        "excluded_organisations": (_("Wie niet"), ", ".join(source.excluded_organisations)),
        "exclusions": (_("Wat het niet betaalt"), exclusions_text(source.exclusions)),
        "deadlines": (_("Wanneer"), moments_text(source.deadlines)),
        "phone": (_("Telefoon"), source.phone or ""),
        "decision_weeks": (_("Duur van de beslissing"), _weeks(source.decision_weeks)),
    }


def duties(need: Need | None, source: Source, regions: Regions) -> list[tuple[str, list[str]]]:
    """What the giver asks of who applies: a heading for each stage, with its sentences."""
    told = told_duties(need, source, regions)
    return [(stage_label(stage), [duty.text for duty in found]) for stage, found in groupby(told, lambda d: d.stage)]


def amounts_text(bands: Iterable[Band] | None) -> str:
    """The bands in a few words: `tot € 500; € 500 tot € 2.500 per jaar`."""
    return "; ".join(filter(None, (band_text(band) for band in bands or ())))


def bands_text(bands: Iterable[Band] | None) -> str:
    """The bands with all that belongs to each: for whom, who decides, how long it takes, which papers."""
    return "; ".join(filter(None, (_whole_band_text(band) for band in bands or ())))


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


def _whole_band_text(band: Band) -> str:
    has_figure = band.min_cents is not None or band.max_cents is not None
    more = [
        _("voor: %(forms)s", forms=_labels("legal_form", band.for_forms)) if band.for_forms else "",
        _("beslist: %(who)s", who=_label("decider", band.decider)) if band.decider else "",
        "" if band.decision_weeks is None else _("besluit na %(weeks)s weken", weeks=number(band.decision_weeks)),
        _("erbij: %(papers)s", papers=_labels("papers", band.papers)) if band.papers else "",
    ]
    said = ", ".join(filter(None, more))
    text = f"{band_text(band)} ({said})" if said else band_text(band)
    return f"{text}. {band.note.rstrip('.')}" if band.note and has_figure else text


def _applicants(source: Source) -> str:
    words = {"yes": _("%(form)s"), "conditional": _("%(form)s (onder voorwaarde)"), "no": _("niet: %(form)s")}
    parts = [words[item.eligible] % {"form": _label("legal_form", item.form)} for item in source.applicants or ()]
    if parts and source.applicants_complete:
        parts.append(_("anderen niet"))
    return ", ".join(parts)


def _weeks(weeks: float | None) -> str:
    return "" if weeks is None else _("ongeveer %(weeks)s weken", weeks=number(weeks))


def _label(list_name: str, code: str) -> str:
    return label(list_name, code, current_language())


def _labels(list_name: str, found: Iterable[str] | None) -> str:
    return ", ".join(sorted(_label(list_name, code) for code in found or ()))
