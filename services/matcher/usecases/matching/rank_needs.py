"""The other way round: one source, and which needs in files it fits best; for a fund's visit or a match evening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from services.matcher.domain.matching import Group, Match, Matcher
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.file_records import Problem
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.explain import explain_match
from services.matcher.usecases.matching.match_files import read_needs
from services.matcher.usecases.matching.tables import group_label
from shared.kernel.clock import SystemClock, today_in_amsterdam
from shared.kernel.errors import NotFound
from shared.wording.language import DUTCH
from shared.wording.texts import gettext as _

_GROUPS = (Group.FITS, Group.FIND_OUT, Group.NOT_FOR_YOU)


@dataclass(frozen=True, slots=True)
class RankedNeeds:
    """The needs for one source, best first: `need`, `title` and `place` before what `explain_match` gives."""

    source: Source
    rows: Sequence[dict[str, Any]]
    problems: Sequence[Problem]


def rank_needs(
    need_paths: Sequence[Path | str],
    source_id: str,
    catalogue_path: Path | str | None = None,
    today: date | None = None,
    top: int = 10,
    language: str = DUTCH,
) -> RankedNeeds:
    """Ranks every need of the files for this source.

    Raises InvalidInput with all errors in the needs, NotFound when the catalogue has no such source.
    """
    day = today or today_in_amsterdam(SystemClock())
    regions = shipped_regions()
    needs = read_needs(need_paths, regions)
    reading = read_catalogue(catalogue_path or CATALOGUE_FOLDER, regions)
    sources = {record["id"]: source_from_record(record) for record in reading.records}
    if source_id not in sources:
        raise NotFound(_("De bron “%(id)s” staat niet in de catalogus.", id=source_id[:80]))
    source, matcher = sources[source_id], Matcher(sources.values(), regions)
    found = sorted(((matcher.match_one(need, source, day), need) for need in needs), key=_order)[:top]
    rows = [{**_about(need), **explain_match(match, need, source, regions, language, day)} for match, need in found]
    return RankedNeeds(source, rows, reading.problems)


def print_ranking(ranked: RankedNeeds, console: Console | None = None) -> None:
    """Prints the needs in order; readable at any width."""
    console = console or Console(highlight=False)
    console.print(f"[bold underline]{escape(ranked.source.name)}[/] ({escape(ranked.source.provider)})")
    for number, row in enumerate(ranked.rows, 1):
        console.print(f"{number:>2}. [bold]{escape(row['title'])}[/] ({escape(row['place'])})")
        points = _("%(score)s punten", score=round(row["score"]))
        console.print(Padding(f"{group_label(row['group'])} · {points}", (0, 0, 0, 4)))
        console.print(Padding(escape(" ".join(row["best_reasons"])), (0, 0, 0, 4)))
        if row["check"]:
            check = _("Eerst nagaan: %(check)s", check=escape(row["check"]))
            console.print(Padding(check, (0, 0, 0, 4)))


def _order(pair: tuple[Match, Need]) -> tuple[int, bool, float, str]:
    match, need = pair
    return _GROUPS.index(match.group), match.was_no, -match.score, need.id


def _about(need: Need) -> dict[str, Any]:
    return {"need": need.id, "title": need.title, "place": need.place.name}
