"""What goes along in a file: exactly what may be seen, harmless, and with a reference to come back by."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from services.tracker.domain.phases import PHASE_OF
from services.tracker.domain.sheets.cells import amount_of
from services.tracker.domain.sheets.refs import application_of, ref_of
from services.tracker.domain.states import State
from services.tracker.domain.wanted import Wanted
from services.tracker.usecases.exchanging.export_applications import export_applications
from services.tracker.usecases.exchanging.write_rows import MOST_PRINTED, FileFormat, put_rows
from services.tracker.usecases.reading.see_pipeline import see_pipeline
from shared.access.actors import Role
from shared.access.enrolment import give_role
from shared.kernel.errors import Forbidden, InvalidInput, NotFound, ReauthenticationNeeded, TooMany
from shared.kernel.ids import new_id
from shared.plumbing.sheets.files import read_sheet
from tests.services.tracker.acts import TODAY, begin, decide, made_ready
from tests.services.tracker.client import client_of, words_of
from tests.services.tracker.many import fill, keep, made

EVIL = ('=HYPERLINK("http://kwaad")', "+cmd|' /C calc'!A0", "＝1", "\t=1", "-tje", "@SUM(A1)")


def now_in(world, who):
    return replace(world.actor(who), signed_in_at=world.clock.now())


def taken(world, who="bea", wanted=None):
    return list(export_applications(world.ctx, now_in(world, who), wanted or Wanted()))


def write_rows(rows, format_, today):
    file = io.BytesIO()
    put_rows(file, rows, format_, today)
    return file.getvalue()


def test_a_reference_comes_back_and_a_slip_is_noticed():
    for _ in range(200):
        id_ = new_id()
        ref = ref_of(id_)
        assert application_of(f" {ref.lower()} ") == id_
        for place in (0, 5, 25):
            other = "Z" if ref[place] != "Z" else "Y"
            assert application_of(ref[:place] + other + ref[place + 1 :]) is None
    assert [application_of(text) for text in ("", "x", "€", "A" * 26, "Z" * 26 + "-00")] == [None] * 5


def test_the_rows_tell_how_it_went(world):
    decide(world, made_ready(world, begin(world)), amount_cents=150_050)
    (row,) = taken(world)
    assert (row.place_name, row.answer.granted_cents, row.answer.letter_on) == ("Huis van de wijk", 150_050, TODAY)
    assert row.submitted_on == TODAY
    (kept,) = world.rows("sheet_base")
    assert kept["row_key"] == f"{row.application.id}:{row.application.version}"
    (line,) = [line for line in world.rows("audit_entry") if line["action"] == "applications.exported"]
    assert (line["organisation_id"], line["person_id"], line["detail"]) == (world.place, world.ids["bea"], {"rows": 1})


@pytest.mark.parametrize(("who", "error"), [("vera", Forbidden), ("otto", NotFound)])
def test_who_may_not_take_along_gets_nothing(world, who, error):
    begin(world)
    with pytest.raises(error):
        taken(world, who, Wanted(place_id=world.place))
    assert world.rows("sheet_base") == []


def test_nothing_of_a_place_that_may_only_be_seen(small_world):
    """Vera is on a board elsewhere: that place goes along, the one that she helps does not."""
    world = small_world
    with world.ctx.people.transaction() as people:
        give_role(
            people,
            person_id=world.ids["vera"],
            organisation_id=world.ids["other"],
            role=Role.BOARD,
            at=world.clock.now(),
        )
    with world.ctx.database.transaction() as connection:
        keep(connection, [made(world.place, 1), made(world.ids["other"], 2)])
    assert [row.place_name for row in taken(world, "vera")] == ["De buren"]


def test_an_old_sign_in_and_a_sixth_time_are_refused(small_world):
    world = small_world
    with pytest.raises(ReauthenticationNeeded):
        export_applications(world.ctx, world.actor("bea"), Wanted())
    for _ in range(5):
        taken(world)
    with pytest.raises(TooMany):
        taken(world)
    world.clock.move(timedelta(minutes=61))
    taken(world)


def test_h30_no_cell_of_a_file_is_a_formula(small_world):
    world = small_world
    with world.ctx.database.transaction() as connection:
        keep(connection, [made(world.place, number, title=text) for number, text in enumerate(EVIL)])
    rows = taken(world)
    book = load_workbook(io.BytesIO(write_rows(rows, FileFormat.XLSX, TODAY)))
    titles = [row[3] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {cell.value for cell in titles} == {f"'{text}" for text in EVIL}
    assert {cell.data_type for cell in titles} == {"s"}
    lines = write_rows(rows, FileFormat.CSV, TODAY).decode("utf-8-sig")
    assert "'=HYPERLINK" in lines and ";=" not in lines and ';"=' not in lines
    amounts = [row[7].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert set(amounts) == {1000 + number / 100 for number in range(len(EVIL))}


def test_the_pdf_is_tagged_and_shows_texts_as_they_are(small_world):
    world = small_world
    nasty = '#eval(1) $x$ *b* <script> @ref #image("/x.png") \\ `x`'
    with world.ctx.database.transaction() as connection:
        keep(connection, [made(world.place, 1, title=nasty, state=State.DRAFT)])
    pdf = PdfReader(io.BytesIO(write_rows(taken(world), FileFormat.PDF, TODAY)))
    root: Any = pdf.trailer["/Root"]
    assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"]) == (True, "nl")
    text = " ".join(pdf.pages[0].extract_text().split())
    for part in ("#eval(1)", "$x$", "*b*", "@ref", '#image("/x.png")', "Aan het schrijven", "Huis van de wijk"):
        assert part in text, part


def test_both_doors(small_world):
    world = small_world
    with world.ctx.database.transaction() as connection:
        fill(connection, [world.place], 48)
    bea = client_of(world, "bea")
    found = bea.send("GET", "/application-exports?phase=writing").json["items"]
    assert len(found) == 6 and {one["placeName"] for one in found} == {"Huis van de wijk"}
    assert application_of(found[0]["ref"]) == found[0]["id"]
    answer = bea.send("GET", "/application-exports?format=pdf&phase=writing")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert "hooguit 6 aanvragen" in words_of(bea.get("/export?phase=writing").text)
    file = bea.get("/export/file?format=xlsx&phase=writing")
    assert file.headers["Content-Disposition"] == 'attachment; filename="aanvragen-2026-11-22.xlsx"'
    assert file.data[:2] == b"PK" and int(file.headers["Content-Length"]) == len(file.data)
    assert bea.get("/export/file?format=exe").status_code == 400
    world.clock.move(timedelta(minutes=6))
    assert "Log daarom eerst opnieuw in" in words_of(bea.get("/export").text)
    assert bea.get("/export/file?format=xlsx").status_code == 403
    assert client_of(world, "otto").send("GET", f"/application-exports?placeId={world.place}").status_code == 404


def test_many_go_along_as_a_sheet_and_not_on_paper(small_world):
    world = small_world
    number = MOST_PRINTED + 4_100  # more than a sheet may bring back
    with world.ctx.database.transaction() as connection:
        fill(connection, [world.place], number)
    assert len({row.ref for row in taken(world)}) == number
    assert len(world.rows("sheet_base")) == number
    with pytest.raises(InvalidInput) as refused:
        export_applications(world.ctx, now_in(world, "bea"), Wanted(), most=MOST_PRINTED)
    assert "te veel om te printen" in refused.value.errors[0].message
    page = words_of(client_of(world, "bea").get("/export").text)
    assert "kan tot 1.000 aanvragen" in page and "U kunt 5.000 rijen tegelijk terugbrengen" in page


def test_the_pipeline_adds_up_to_the_cent_against_the_file(world):
    """By phase and by place: asked, granted and expected, with chances and amounts that do not divide."""
    amounts = [None, 1, 33, 12_345_67, 99_999_99, 333_33]
    with world.ctx.database.transaction() as connection:
        keep(
            connection,
            [
                made(world.place, one, amount_cents=amounts[one % 6], chance_percent=[None, 33, 1, 67, 99][one % 5])
                for one in range(120)
            ],
        )
    decide(world, made_ready(world, begin(world)), amount_cents=150_050)
    rows = taken(world)
    pipeline = see_pipeline(world.ctx, world.actor("bea"), Wanted())
    for phase in pipeline.phases:
        some = [row for row in rows if PHASE_OF[row.application.state] is phase.phase]
        asked = sum(row.application.amount_cents or 0 for row in some)
        granted, expected = (
            sum(getattr(row, name) or 0 for row in some) for name in ("granted_cents", "expected_cents")
        )
        told = (phase.number, phase.asked_cents, phase.granted_cents, phase.expected_cents or 0)
        assert told == (len(some), asked, granted, expected), phase.phase
    (line,) = pipeline.places
    assert line.asked_cents == sum(row.application.amount_cents or 0 for row in rows)
    assert line.granted_cents == sum(row.granted_cents or 0 for row in rows) == 150_050
    names, *sheet = read_sheet("a.csv", write_rows(rows, FileFormat.CSV, TODAY))
    place = names[1].index("gevraagd bedrag")
    assert sum(amount_of(str(cells[place])) or 0 for _line, cells in sheet) == line.asked_cents
    assert any((phase.expected_cents or 0) % 100 for phase in pipeline.phases), "nothing that had to be rounded"
