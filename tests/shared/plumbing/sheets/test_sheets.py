"""Sheets of people: read as they save them, written so that no program runs what is in a cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from shared.plumbing.sheets.cells import FormulaError, Written, guarded, harmless, plain_text, unguarded
from shared.plumbing.sheets.files import SheetFormat, read_sheet, write_sheet
from shared.plumbing.sheets.limits import MAX_BYTES, MAX_ROWS, WrongSheet

FORMULAS = [
    '=HYPERLINK("http://kwaad","klik")',
    "+cmd|' /C calc'!A0",
    "-tje",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1",
    "＋1",
    "'=1",
    "''-x",
    "\u200b=1",
]
PLAIN = ["'s-Gravenhage", "Gewoon", "a=b", "2026-01-01", "regel een\nregel twee"]


def book_of(*rows, name="xl/extra.bin", extra=b""):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    if extra:
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, extra)
    return file.getvalue()


@pytest.mark.parametrize("text", FORMULAS)
def test_h30_what_looks_like_a_formula_gets_an_apostrophe_and_comes_back(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_left_alone(text):
    assert guarded(text) == unguarded(text) == text


def test_h30_a_formula_behind_a_hidden_letter_is_none_either():
    assert harmless("\x01=1+1") == "'=1+1"
    assert harmless("\u202e=1") == "'=1"


@pytest.mark.parametrize("format_", SheetFormat)
def test_h30_nothing_in_a_file_of_ours_is_a_formula(format_):
    data = write_sheet(format_, "blad", [["naam"], *([text] for text in FORMULAS)])
    if format_ is SheetFormat.CSV:
        cells = [line.split(";")[0].strip('"') for line in data.decode("utf-8-sig").split("\r\n")[1:]]
        assert all(not cell or cell.startswith("'") for cell in cells)
    else:
        column = [row[0] for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2)]
        assert {(cell.data_type, str(cell.value)[0]) for cell in column} == {("s", "'")}


@pytest.mark.parametrize("format_", SheetFormat)
def test_text_numbers_and_days_come_back(format_):
    headings = ["naam", "bedrag", "dag", "leeg"]
    row: list[Written] = ["Café; “De Buurt”\nhuis", 2500.5, date(2027, 2, 19), None]
    data = write_sheet(format_, "blad", [headings, row])
    (_, first), (line, cells) = read_sheet(f"a.{format_}", data)
    assert list(first) == headings
    assert cells[0] == row[0]
    assert cells[1] == (2500.5 if format_ is SheetFormat.XLSX else "2500,5")
    assert plain_text(cells[2]) == "2027-02-19"
    assert line == 2


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_people_save_it(delimiter, encoding):
    text = f"naam{delimiter}bedrag\r\n\r\nCafé{delimiter}€ 5\r\n"
    assert read_sheet("A.CSV", text.encode(encoding)) == [(1, ["naam", "bedrag"]), (3, ["Café", "€ 5"])]


def test_a_formula_counts_for_its_last_result_and_an_error_is_named():
    ((_, cells),) = read_sheet("a.xlsx", book_of(["#REF!", "=1+1"]))
    assert isinstance(cells[0], FormulaError)
    assert list(cells) == ["#REF!"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"PK\x03\x04\x00\x00", "geen tekst"),
        ("a.csv", b'naam;x\n"goed;x', "klopt niet"),
        ("a.csv", b";" * 1_001 + b"x", "kolommen"),
        ("a.csv", b"x\n" * (MAX_ROWS + 2), "5000 rijen"),
        ("a.xlsx", b"PK\x03\x04rommel", "Excel"),
        ("a.ods", b"", ".xlsx"),
        ("a.csv", b"x" * (MAX_BYTES + 1), "te groot"),
        ("a.xlsx", book_of(["a"], name="xl/vbaProject.bin", extra=b"x"), "macro"),
        ("a.xlsx", book_of(["a"], name="xl/externalLinks/externalLink1.xml", extra=b"<x/>"), "ander bestand"),
        ("a.xlsx", book_of(["a"], extra=b"0" * 40_000_001), "uitgepakt"),
        ("a.xlsx", book_of(*([number] for number in range(MAX_ROWS + 2))), "5000 rijen"),
    ],
)
def test_what_can_not_be_used_is_refused_with_a_reason(name, data, words):
    with pytest.raises(WrongSheet) as refused:
        read_sheet(name, data)
    assert words in str(refused.value)


def test_a_cell_without_end_is_refused():
    with pytest.raises(WrongSheet):
        read_sheet("a.csv", b'"' + b"x" * 200_000 + b'"')
