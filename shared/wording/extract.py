"""Collects every text of the program into the catalogues: `python -m shared.wording.extract`. Keeps translations."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from shared.wording.language import DUTCH, LANGUAGES
from shared.wording.texts import LOCALES

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}
JINJA = "jinja2.ext:babel_extract"
METHODS = {".py": "python", ".html": JINJA, ".txt": JINJA, ".j2": JINJA}

Msgid = str | tuple[str, ...]


def collect(*folders: Path) -> Iterator[tuple[Msgid, str]]:
    """Every text in the programs and templates of some folders, each with the file it stands in."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            method = METHODS.get(path.suffix)
            if method and (path.suffix == ".py" or "templates" in path.parts):
                with path.open("rb") as file:
                    yield from ((msgid, str(path.relative_to(ROOT))) for msgid in texts_in(file, method))


def texts_in(file: BinaryIO, method: str) -> Iterator[Msgid]:
    """Every text in one opened file."""
    for _line, message, _comments, _context in extract(method, file, keywords=KEYWORDS, options={"silent": "false"}):
        yield message


def update(catalogue: Catalog, found: list[tuple[Msgid, str]]) -> Catalog:
    """The catalogue with exactly the found texts; translations that are still of use stay."""
    template = Catalog(locale=catalogue.locale)
    for msgid, place in found:
        template.add(msgid, locations=[(place, 0)])
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def main() -> None:
    """Updates the catalogue of every language but Dutch, and says how many texts still lack a translation."""
    found = list(collect(ROOT / "shared", ROOT / "services"))
    for language in (code for code in LANGUAGES if code != DUTCH):
        path = LOCALES / language / "LC_MESSAGES" / "messages.po"
        with path.open("rb") as file:
            catalogue = update(read_po(file, locale=language), found)
        written = BytesIO()
        write_po(written, catalogue, sort_output=True, no_location=True, omit_header=False, width=120)
        path.write_bytes(written.getvalue())
        missing = len([message for message in catalogue if message.id and not _translated(message.string)])
        click.echo(f"{language}: {len(catalogue)} texts, {missing} without translation")


def _translated(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


if __name__ == "__main__":
    main()
