"""The catalogue as a file: out and in again is the same in every format; what is wrong is named by row and column."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from services.matcher.storage.catalogue_files import faults_of, read_catalogue
from services.matcher.storage.feed_files import Format, read_feed, write_feed
from services.matcher.storage.region_file import shipped_regions
from services.matcher.storage.sheets.cells import value_of
from services.matcher.storage.sheets.columns import Kind, column_of, heading_of, known_headings

GOOD = {
    "id": "goed",
    "name": "Goede bron",
    "provider": "'s-Hertogenbosch",
    "provider_kind": "fund",
    "mechanism": "application",
    "status": "open",
    "support": ["money"],
    "summary": "Geld voor buren.",
    "areas": ["GM0599"],
    "provenance": {"verified": True},
}
HEADINGS = [*list(GOOD)[:-1], "provenance.verified"]
CELLS = ["goed", "Goede bron", "Gever", "fund", "application", "open", "money", "Geld voor buren.", "GM0599", "ja"]


def read(name, data, known=()):
    return read_feed(name, data, shipped_regions(), {record["id"]: record for record in known})


def csv_of(*rows, headings=HEADINGS, delimiter=";", encoding="utf-8"):
    return "\r\n".join(delimiter.join(row) for row in [headings, *rows]).encode(encoding)


def sheet_of(*rows):
    book = Workbook()
    sheet = book.create_sheet(index=0)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def told(reading):
    return [(problem.line, problem.id, problem.field) for problem in reading.problems]


@pytest.mark.parametrize("format_", Format)
def test_the_whole_catalogue_comes_back_the_same(format_):
    records = read_catalogue().records
    reading = read(f"bronnen.{format_}", write_feed(records, format_))
    assert reading.problems == ()
    assert list(reading.records) == list(records)
    assert len(records) == 363


@pytest.mark.parametrize("format_", Format)
def test_awkward_facts_come_back_the_same(format_):
    awkward = {
        **GOOD,
        "id": "lastig",
        "name": '=HYPERLINK("http://kwaad")',
        "summary": 'Regel een;\nregel "twee", met \' en €.',
        "questions": ["a | b", "c \\ d", "-e"],
        "papers": [],
        "amounts": [{"min": 0.5, "max": 2500}, {"max": 1250.75, "for_forms": ["foundation", "association"]}],
        "requirements": [],
        "decision_weeks": 6.5,
        "deadlines": {"kind": "fixed", "dates": ["2026-12-01"], "yearly": ["10-31", "03-01"]},
        "provenance": {"verified": False, "seen_on": "2026"},
    }
    reading = read(f"bronnen.{format_}", write_feed([awkward, GOOD], format_))
    assert reading.problems == ()
    assert list(reading.records) == [awkward, GOOD]


def test_a_fact_without_a_column_stays_inside_a_group_too():
    known = {**GOOD, "deadlines": {"kind": "fixed", "dates": ["2026-12-01"], "note": "Twee rondes"}}
    reading = read(
        "a.csv", csv_of(["goed", "rounds", ""], headings=["id", "deadlines.kind", "deadlines.note"]), [known]
    )
    assert reading.problems == ()
    assert list(reading.records) == [{**known, "deadlines": {"kind": "rounds", "dates": ["2026-12-01"]}}]


@pytest.mark.parametrize(("field", "most"), [("id", 100), ("name", 300)])
def test_what_fits_in_no_table_is_a_fault(field, most):
    assert faults_of({**GOOD, field: "a" * most}, shipped_regions()) == []
    ((path, message),) = faults_of({**GOOD, field: "a" * (most + 1)}, shipped_regions())
    assert (path, str(most) in message) == (field, True)


# What spreadsheets do ------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_people_save_it(delimiter, encoding):
    cells = [*CELLS[:1], "Café De Buurt", *CELLS[2:]]
    (record,) = read("a.csv", csv_of(cells, delimiter=delimiter, encoding=encoding)).records
    assert record["name"] == "Café De Buurt"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2.500", Kind.NUMBER, 2500),
        ("2500,50", Kind.NUMBER, 2500.5),
        ("WAAR", Kind.YES_NO, True),
        ("nee", Kind.YES_NO, False),
        ("19-2-2027", Kind.DAY, "2027-02-19"),
        ("a|b | c ", Kind.TEXTS, ["a", "b", "c"]),
        (2026.0, Kind.TEXT, "2026"),
    ],
)
def test_cells_as_people_write_them(text, kind, value):
    assert value_of(text, kind) == value


def test_a_formula_counts_for_its_last_result_only():
    data = sheet_of(HEADINGS, ["=A1&B1", *CELLS[1:]])
    assert told(read("a.xlsx", data)) == [(2, "#1", "id")]


def test_numbers_and_days_of_a_sheet_are_read_as_they_are_meant():
    headings = [*HEADINGS, "amounts.1.max", "ends_on", "provenance.seen_on"]
    (record,) = read("a.xlsx", sheet_of(headings, [*CELLS, 2500, date(2027, 1, 31), 2026])).records
    assert (record["amounts"], record["ends_on"]) == ([{"max": 2500}], "2027-01-31")
    assert record["provenance"] == {"verified": True, "seen_on": "2026"}


def test_a_fact_without_a_column_stays_as_it_is_and_an_empty_cell_empties_it():
    data = csv_of(["goed", ""], headings=["id", "decision_weeks"])
    (record,) = read("a.csv", data, [{**GOOD, "decision_weeks": 8, "amounts": [{"max": 100}]}]).records
    assert record == {**GOOD, "amounts": [{"max": 100}]}


# What is wrong ------------------------------------------------------------------------------------


def test_every_error_names_its_row_and_column():
    headings = [*HEADINGS, "amounts.1.min", "amounts.1.max", "applicants_complete"]
    rows = [
        [*CELLS, "100", "50", ""],
        ["twee", *CELLS[1:5], "misschien", *CELLS[6:], "", "veel", "misschien"],
        ["drie", *CELLS[1:8], "GM0599 | GM9999", "ja", "", "", ""],
        [*CELLS, "", "", ""],
    ]
    reading = read("a.csv", csv_of(*rows, headings=headings))
    assert told(reading) == [
        (2, "goed", "amounts.1.min"),
        (3, "twee", "amounts.1.max"),
        (3, "twee", "applicants_complete"),
        (3, "twee", "status"),
        (4, "drie", "areas"),
        (5, "goed", "id"),
    ]
    assert reading.records == ()


def test_a_column_that_is_not_ours_is_named_with_the_likely_one():
    reading = read("a.csv", csv_of(CELLS, headings=["id", *HEADINGS[1:5], "staus", *HEADINGS[6:]]))
    assert told(reading) == [(1, None, "staus")]
    assert "“status”" in reading.problems[0].message


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "id"),
        ("a.csv", b"id;naam", "kennen wij niet"),
        ("a.csv", csv_of(), "minstens"),
        ("a.csv", b"id;id\nx;y", "twee keer"),
        ("a.csv", b"PK\x03\x04\x00\x00", "geen tekst"),
        ("a.csv", b'id;name\n"goed;x', "klopt niet"),
        ("a.xlsx", b"PK\x03\x04rommel", "Excel"),
        ("a.xlsx", b"id;name", "Excel"),
        ("a.docx", b"", ".xlsx"),
        ("a.yaml", b"x" * 5_000_001, "te groot"),
    ],
)
def test_files_that_are_something_else(name, data, words):
    reading = read(name, data)
    assert reading.records == ()
    assert words in str(reading.problems[0])


def test_a_sheet_that_unpacks_without_end_is_refused_before_it_is_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 41_000_000)
    (problem,) = read("a.xlsx", file.getvalue()).problems
    assert "uitgepakt" in problem.message


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>'
)


def test_a_sheet_whose_text_grows_out_of_references_is_refused():
    with zipfile.ZipFile(io.BytesIO(sheet_of(HEADINGS, CELLS))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, LAUGHS if name == "xl/worksheets/sheet1.xml" else content)
    (problem,) = read("a.xlsx", file.getvalue()).problems
    assert "Excel" in problem.message


def test_more_rows_than_there_may_be_are_refused():
    rows = [[f"bron-{number}"] for number in range(5_001)]
    (problem,) = read("a.csv", csv_of(*rows, headings=["id"])).problems
    assert (problem.line, "5000" in problem.message) == (5_002, True)


# Columns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "heading"),
    [
        ("status", "status"),
        ("areas.3", "areas"),
        ("share.max_percent", "share.max_percent"),
        ("amounts.0.max", "amounts.1.max"),
        ("requirements.2.when_forms.1", "requirements.3.when_forms"),
        ("provenance", "provenance.verified"),
        ("onbekend", "onbekend"),
    ],
)
def test_a_field_of_a_record_and_its_column(field, heading):
    assert heading_of(field) == heading


@pytest.mark.parametrize("heading", ["amounts.0.max", "amounts.x.max", "amounts.51.max", "status.x", "amounts.1.x", ""])
def test_headings_that_are_no_column(heading):
    assert column_of(heading) is None


def test_every_fact_of_the_schema_has_a_column():
    assert all(column_of(heading) for heading in known_headings())
    assert {"id", "amounts.1.max", "provenance.seen_on", "payment.receivers"} <= set(known_headings())
