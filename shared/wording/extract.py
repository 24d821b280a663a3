"""Collects every text of the program into the catalogues: `python -m shared.wording.extract`. Keeps translations."""

from __future__ import annotations

import ast
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
TEMPLATES = frozenset({".html", ".txt", ".j2"})

Msgid = str | tuple[str, ...]


def collect(*folders: Path) -> Iterator[tuple[Msgid, str]]:
    """Every text in the programs and templates of some folders, each with the file it stands in."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            place = str(path.relative_to(ROOT))
            if path.suffix == ".py":
                yield from ((msgid, place) for msgid in texts_in_program(path.read_text(encoding="utf-8")))
            elif path.suffix in TEMPLATES and "templates" in path.parts:
                with path.open("rb") as file:
                    yield from ((msgid, place) for msgid in texts_in_template(file))


def texts_in_program(source: str) -> Iterator[Msgid]:
    """Every text in one program, also those inside f-strings, which Babel's own reader passes over."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        wanted = 2 if name == "ngettext" else 1
        given = [arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant)]
        texts = [text for text in given if isinstance(text, str)]
        if name in KEYWORDS and len(texts) == wanted:
            yield texts[0] if wanted == 1 else tuple(texts)


def texts_in_template(file: BinaryIO) -> Iterator[Msgid]:
    """Every text in one opened template."""
    method, options = "jinja2.ext:babel_extract", {"silent": "false"}
    for _line, message, _comments, _context in extract(method, file, keywords=KEYWORDS, options=options):
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
