"""All that is held of a person as one zip: JSON for programs, a table each for people, and their own files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping

from shared.access.own_data.collecting import Rows
from shared.plumbing.sheets.cells import harmless
from shared.wording.texts import gettext as _

MOST_FILE_BYTES = 100 * 1024 * 1024
"""More files than this do not fit; their names are told."""


def pack(found: Mapping[str, Mapping[str, Rows]], files: Iterable[tuple[str, bytes]], made_on: str) -> bytes:
    """The zip. `found` is what was found by database and table, `files` are names with bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gegevens.json", json.dumps(found, ensure_ascii=False, indent=1, default=str))
        for database, tables in found.items():
            for table, rows in tables.items():
                archive.writestr(f"tabellen/{database}-{table}.csv", _csv(rows))
        left_out = _add_files(archive, files)
        archive.writestr("lees-mij.txt", _read_me(made_on, left_out))
    return buffer.getvalue()


def _csv(rows: Rows) -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    return harmless(value) if isinstance(value, str) else value


def _add_files(archive: zipfile.ZipFile, files: Iterable[tuple[str, bytes]]) -> list[str]:
    size, left_out = 0, []
    for number, (name, data) in enumerate(files, start=1):
        if size + len(data) > MOST_FILE_BYTES:
            left_out.append(name)
            continue
        size += len(data)
        archive.writestr(f"bestanden/{number:03}-{name}", data)
    return left_out


def _read_me(made_on: str, left_out: list[str]) -> str:
    lines = [
        _("Uw gegevens bij Steunstromen, gemaakt op %(day)s.", day=made_on),
        "",
        _("gegevens.json: alles in een vorm voor een computer."),
        _("tabellen: hetzelfde, per soort. U opent ze in een rekenblad."),
        _("bestanden: wat u zelf hebt gestuurd, van plekken waar u nu bij mag."),
        "",
        _("Staat ergens 'you_are'? Dan staat daar alleen uw nummer, bij een stuk van een plek of een aanvraag."),
    ]
    if left_out:
        lines += ["", _("Deze bestanden pasten er niet bij. Vraag ze aan uw plek:"), *left_out]
    return "\n".join(lines) + "\n"
