"""From what somebody types to regions to choose from. Names repeat, so people choose and codes are kept."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from services.matcher.domain.regions import Region, Regions
from shared.wording.texts import gettext as _

# What people call a place, where CBS writes it otherwise.
KNOWN_AS = {"den haag": "gravenhage", "den bosch": "hertogenbosch", "friesland": "fryslan", "spijkenisse": "nissewaard"}

_NUMBERED = re.compile(r"(?i)\Awijk \d\d[ -]+(?=\S)")
_SUFFIX = re.compile(r" \([A-Z]{1,2}\.\)\Z")
_LEVEL_ORDER = {"gemeente": 0, "buurt": 1, "wijk": 2, "provincie": 3, "land": 4}


@dataclass(frozen=True)
class AreaChoice:
    """One region to choose: `text` is `Bospolder (buurt, Delfshaven, Rotterdam)`."""

    code: str
    name: str
    level: str
    text: str


def suggest_regions(regions: Regions, typed: str, *, limit: int = 12, near: str | None = None) -> list[AreaChoice]:
    """Regions that fit what was typed, best first: `bospolder`, `delfshaven rotterdam`, `den haag`, `BU05990321`.

    Every word must occur in the name of the region or of what it lies in, and one in its own name. When nothing fits,
    names that look alike are given. Empty text gives nothing. Of equal names those around region `near` come first.
    """
    code = typed.strip().upper()
    if code in regions:
        return [choice(regions, code)]
    words = _words(KNOWN_AS.get(_plain(typed), typed))
    if not words:
        return []
    found = _ranked(regions, words, near) or _alike(regions, words)
    return [choice(regions, region.code) for region in found[:limit]]


def choice(regions: Regions, code: str) -> AreaChoice:
    """The region as something to choose; an unknown code is shown as it is."""
    region = regions.get(code)
    if region is None:
        return AreaChoice(code, code, "", code)
    around = [up for up in map(regions.get, regions.ancestors(code)[1:]) if up and up.level != "land"]
    around = [up for up in around if up.level != "provincie" or region.level == "gemeente"]
    parts = [level_word(region.level), *(short_name(up) for up in around)]
    name = short_name(region)
    text = name if region.level == "land" else f"{name} ({', '.join(parts)})"
    return AreaChoice(code, name, region.level, text)


def short_name(region: Region) -> str:
    """The name as people say it, without CBS's number or province letters."""
    return _SUFFIX.sub("", _NUMBERED.sub("", region.name))


def level_word(level: str) -> str:
    """The kind of region in words."""
    words = {
        "buurt": _("buurt"),
        "wijk": _("wijk"),
        "gemeente": _("gemeente"),
        "provincie": _("provincie"),
        "land": _("heel Nederland"),
    }
    return words.get(level, level)


def _ranked(regions: Regions, words: Sequence[str], near: str | None) -> list[Region]:
    ranked = []
    home = set(regions.ancestors(near)) if near else set()
    for region in regions:
        own = _words(short_name(region))
        if not any(name.startswith(word) for word in words for name in own):
            continue
        around = [word for up in regions.ancestors(region.code) for word in _words(regions.name(up))]
        if all(any(name.startswith(word) for name in around) for word in words):
            shared = len(home.intersection(regions.ancestors(region.code)))
            level = _LEVEL_ORDER.get(region.level, 9)
            ranked.append((_distance(words, own), -shared, level, region.name, region.code, region))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:-1])]


def _distance(words: Sequence[str], own: Sequence[str]) -> int:
    """0 when the name is what was typed, 1 when it is one of the words in full, 2 when it begins so, 3 else."""
    if list(words) == list(own):
        return 0
    if set(own) <= set(words):
        return 1
    return 2 if own[0].startswith(words[0]) else 3


def _alike(regions: Regions, words: Sequence[str]) -> list[Region]:
    """Names that look like the first longer word, for a typing error."""
    typed = max(words, key=len)
    by_name: dict[str, list[Region]] = {}
    for region in regions:
        by_name.setdefault(" ".join(_words(short_name(region))), []).append(region)
    near = difflib.get_close_matches(typed, by_name, n=6, cutoff=0.78) if len(typed) > 3 else []
    return [region for name in near for region in by_name[name]]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", _plain(text))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold()[:200])
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()
