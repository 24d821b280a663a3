"""A fundraiser's own sheet comes in: once, whole or not at all, and what is no fact stays a note."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from services.tracker.domain.sheets import choices as chosen
from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.choices import SKIP
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.headings import proposed
from services.tracker.domain.sheets.plan import OURS, THEIRS, Kind
from services.tracker.domain.sheets.refs import ref_of
from services.tracker.domain.sheets.state_words import Target
from services.tracker.domain.wanted import Wanted
from services.tracker.storage.sheets.imports import APPLIED
from services.tracker.usecases.applying.edit_application import edit_application
from services.tracker.usecases.exchanging.apply_sheet import SheetRefused, apply_sheet
from services.tracker.usecases.exchanging.bring_sheet import bring_file
from services.tracker.usecases.exchanging.choose import choose
from services.tracker.usecases.exchanging.export_applications import export_applications
from services.tracker.usecases.exchanging.plan_sheet import see_sheet
from services.tracker.usecases.exchanging.write_rows import FileFormat, put_rows
from shared.access.actors import Role
from shared.kernel.errors import InvalidInput, NotAllowedNow, NotFound, Stale
from shared.kernel.ids import new_id
from shared.plumbing.sheets.files import read_sheet
from tests.services.tracker.acts import TODAY, begin
from tests.services.tracker.budget_acts import view
from tests.services.tracker.sheets import NAMES, book_of

HERE = "Huis van de wijk"
ROW = [HERE, "Tuinhuis", "Fonds A", 1000, None, "concept"]


def bring(world, rows, who="bea", names=NAMES, **marks):
    return bring_file(world.ctx, world.actor(who), "mijn blad.xlsx", book_of([names, *rows], **marks))


def answer(world, sheet, who="bea", **answers):
    def change(before):
        columns = before.columns or proposed(sheets.from_json(sheet.content))
        return replace(before, columns=columns, **answers)

    choose(world.ctx, world.actor(who), sheet.id, change, expected_version=sheet.version)
    return see_sheet(world.ctx, world.actor(who), sheet.id)


def take_over(world, plan, who="bea"):
    return apply_sheet(world.ctx, world.actor(who), plan.sheet.id, digest=plan.digest)


def whole(world, rows, who="bea", **marks):
    plan = answer(world, bring(world, rows, who, **marks), who, letters_kept=True)
    take_over(world, plan, who)
    return plan


def kinds(plan):
    return [row.kind.value for row in plan.rows]


def test_rows_become_applications_with_their_own_events(world):
    rows = [
        [HERE, "Tuinhuis", "Fonds A", "€ 1.000,-", None, "concept"],
        [HERE, "Keuken", "Fonds B", 2500.5, date(2026, 3, 2), "Ingediend"],
        [HERE, "Fiets", "Fonds C", 300, "1-2-2026", "toegekend", "15 april 2026", 250],
        [HERE, "Feest", "Fonds D", 400, "1-2-2026", "Afgewezen", "16 april 2026", None, "Volgend jaar weer"],
        [HERE, "Muur", "Fonds E", 100, None, "idee"],
        ["Totaal", None, None, 4300],
    ]
    plan = whole(world, rows)
    assert kinds(plan) == ["new"] * 5 + ["no_row"]
    found = {row["title"]: row for row in world.rows("application")}
    states = {title: row["state"] for title, row in found.items()}
    assert states == {
        "Tuinhuis": "draft",
        "Keuken": "submitted",
        "Fiets": "awarded",
        "Feest": "rejected",
        "Muur": "idea",
    }
    assert (found["Keuken"]["amount_cents"], found["Fiets"]["source_name"]) == (250_050, "Fonds C")
    decisions = {row["outcome"]: (row["amount_cents"], row["letter_on"]) for row in world.rows("decision")}
    assert decisions["awarded"] == (25_000, date(2026, 4, 15))
    assert [row["text"] for row in world.rows("application_note")] == ["Volgend jaar weer"]
    assert world.rows("outbox_intent") == world.rows("matcher_event") == []
    actions = [row["action"] for row in world.rows("audit_entry", subject=f"application:{found['Fiets']['id']}")]
    assert actions == ["application.start", "application.submit_elsewhere", "application.decide_award"]


def test_h77_the_same_file_twice_adds_nothing(world):
    rows = [ROW, ROW, [HERE, "Keuken", "Fonds B", "±5", "2-3-2026", "Ingediend"]]
    first = whole(world, rows)
    assert len(world.rows("application")) == 3
    again = bring(world, rows)
    data_is_other = bring(world, [*rows, ["Totaal"]])
    assert (again.id, again.state) == (first.sheet.id, APPLIED) or data_is_other.state == "read"
    plan = answer(world, data_is_other, letters_kept=True)
    assert kinds(plan) == ["same", "same", "same", "no_row"]
    take_over(world, plan)
    assert len(world.rows("application")) == 3 and len(world.rows("application_note")) == 1


def test_h76_one_bad_row_in_a_large_sheet_and_nothing_is_written(world):
    rows: list[list[object]] = [[HERE, f"Plan {one}", "Fonds", 100 + one, None, "concept"] for one in range(300)]
    rows[150] = [HERE, "Morgen", "Fonds", 100, date(2027, 3, 1), "Ingediend"]
    rows[151] = [HERE, "Andersom", "Fonds", 100, date(2026, 3, 1), "afgewezen", date(2026, 2, 1)]
    plan = answer(world, bring(world, rows), letters_kept=True)
    with pytest.raises(SheetRefused) as refused:
        take_over(world, plan)
    assert [problem.line for problem in refused.value.problems] == [152, 153]
    for table in ("application", "audit_entry", "sheet_base", "submission", "source_snapshot"):
        assert world.rows(table) == []
    sheet = see_sheet(world.ctx, world.actor("bea"), plan.sheet.id).sheet
    assert sheet.state == "read"
    plan = answer(world, sheet, skipped=frozenset({152, 153}))
    take_over(world, plan)
    assert len(world.rows("application")) == 298


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([HERE, "A", "F", "± 5.000", None, "concept"], "Gevraagd bedrag: “± 5.000” is geen vast bedrag."),
        ([HERE, "A", "F", "?", None, "concept"], "Gevraagd bedrag: “?” is geen vast bedrag."),
        ([HERE, "A", "F", 5, "medio maart", "Ingediend"], "Ingediend op: “medio maart” is geen vaste datum."),
        ([HERE, "A", "F", 5, "31 maart", "Ingediend"], "Ingediend op: “31 maart” is geen vaste datum."),
        ([HERE, "A", "F", 5, 46000, "Ingediend"], "Ingediend op: “46000” is geen vaste datum."),
        ([HERE, "A", "F", 5, None, "mwah"], "Stand: “mwah”."),
    ],
)
def test_a_cell_that_is_no_fact_is_kept_as_a_note(world, row, told):
    plan = whole(world, [row])
    (application,) = world.rows("application")
    assert application["state"] == "draft"
    assert [note["text"] for note in world.rows("application_note")] == [told]
    assert plan.counts["odd"] == 1


def test_colours_merged_cells_and_hidden_rows_are_named(world):
    rows = [[HERE, "A", "F", 5], [None, "B", "F", 6], [HERE, "C", "F", 7, None, "concept"]]
    sheet = bring(world, rows, merged=("A2:A3",), green=(2,), hidden=(4,))
    plan = answer(world, sheet)
    reasons = [[(odd.field, odd.reason, odd.text) for odd in row.row.odd] for row in plan.rows]
    assert reasons == [[(Field.STATE, "colour", "groen")], [(Field.PLACE, "merged", "2")], []]
    assert plan.counts["hidden"] == 1 and plan.rows[2].row.hidden


def test_two_rows_of_names_are_read_as_one(world):
    names: list[list[Any]] = [["Fondsen"], [None, None, "Besluit", None], ["Project", "Bedrag", "datum", "bedrag"]]
    data = book_of([*names, ["Tuin", 1000, "2-3-2026", 500]], merged=("C2:D2",))
    sheet = bring_file(world.ctx, world.actor("bea"), "x.xlsx", data)
    content = sheets.from_json(sheet.content or {})
    assert (content.line, content.headings) == (3, ("Project", "Bedrag", "Besluit datum", "Besluit bedrag"))
    found = proposed(content)
    assert (found[0], found[1], found[2]) == (Field.TITLE, Field.AMOUNT, Field.DECIDED_ON)


def test_places_and_words_that_we_do_not_know_are_asked_once_and_kept(world):
    rows = [["Het Huis", "A", "F", 5, None, "loopt"], ["Elders", "B", "F", 6, None, "concept"]]
    plan = answer(world, bring(world, rows))
    assert (plan.place_questions, plan.word_questions) == (("Het Huis", "Elders"), ("loopt",))
    with pytest.raises(NotAllowedNow):
        take_over(world, plan)
    places = {"Het Huis": world.place, "Elders": SKIP}
    plan = answer(world, plan.sheet, places=places, words={"loopt": Target.DRAFT})
    assert kinds(plan) == ["new", "skipped"] and plan.word_questions == ()
    take_over(world, plan)
    second = bring(world, [*rows, ["Het Huis", "C", "F", 7, None, "loopt"]])
    assert chosen.from_json(second.choices).places == places
    plan = see_sheet(world.ctx, world.actor("bea"), second.id)
    assert (kinds(plan), plan.word_questions) == (["same", "skipped", "new"], ())


def test_a_place_out_of_reach_can_not_be_chosen(world):
    plan = answer(world, bring(world, [["De buren", "A", "F", 5]]), places={"De buren": world.ids["other"]})
    assert kinds(plan) == ["place_asked"]


def test_what_was_shown_is_what_is_done(world):
    plan = answer(world, bring(world, [ROW]))
    answer(world, plan.sheet, skipped=frozenset({2}))
    with pytest.raises(NotAllowedNow) as refused:
        take_over(world, plan)
    assert refused.value.code == "plan_changed"


def test_only_its_owner_sees_a_sheet(world):
    plan = answer(world, bring(world, [ROW]))
    for who in ("vera", "otto"):
        with pytest.raises(NotFound):
            see_sheet(world.ctx, world.actor(who), plan.sheet.id)


def test_decisions_come_in_only_when_the_letters_are_kept(world):
    plan = answer(world, bring(world, [[HERE, "A", "F", 5, "1-2-2026", "toegekend", "2-3-2026", 5]]))
    with pytest.raises(NotAllowedNow) as refused:
        take_over(world, plan)
    assert refused.value.code == "letters"


def test_columns_must_go_together(world):
    sheet = bring(world, [ROW])

    def wrong(before):
        return replace(before, columns={0: Field.PLACE, 1: Field.PLACE})

    with pytest.raises(InvalidInput) as refused:
        choose(world.ctx, world.actor("bea"), sheet.id, wrong, expected_version=1)
    assert {error.field for error in refused.value.errors} == {"columns", "columns.0", "columns.1"}
    with pytest.raises(Stale):
        choose(world.ctx, world.actor("bea"), sheet.id, lambda before: before, expected_version=7)


# A file of ours that comes back -----------------------------------------------------------------------


def written(rows):
    file = io.BytesIO()
    put_rows(file, rows, FileFormat.XLSX, TODAY)
    return file.getvalue()


def taken_along(world, who="bea"):
    actor = replace(world.actor(who), signed_in_at=world.clock.now())
    rows = list(export_applications(world.ctx, actor, Wanted()))
    return [list(cells) for _line, cells in read_sheet("a.xlsx", written(rows))]


def back(world, rows, **answers):
    names, *body = rows
    sheet = bring_file(world.ctx, world.actor("bea"), "terug.xlsx", book_of([names, *body]))
    return answer(world, sheet, **answers)


def test_an_edited_file_of_ours_changes_what_was_edited(world):
    application = begin(world)
    rows = taken_along(world)
    rows[1] += [None] * (len(rows[0]) - len(rows[1]))
    column = {name: number for number, name in enumerate(rows[0])}
    rows[1][column["aanvraag"]] = "Grote keuken"
    rows[1][column["gevraagd bedrag"]] = "3.500,50"
    rows[1][column["sluitdatum"]] = "t/m 31 maart 2027"
    rows[1][column["notitie"]] = "Gebeld"
    plan = back(world, rows)
    (row,) = plan.rows
    assert row.kind is Kind.CHANGED
    assert {one.field for one in row.changes} == {Field.TITLE, Field.AMOUNT, Field.CLOSING, Field.NOTE}
    take_over(world, plan)
    (now,) = world.rows("application")
    assert (now["id"], now["title"], now["amount_cents"]) == (application.id, "Grote keuken", 350_050)
    assert world.rows("deadline")[-1]["basis"] == "through"
    assert [note["text"] for note in world.rows("application_note")] == ["Gebeld"]


def test_what_nobody_edited_changes_nothing(world):
    begin(world)
    assert kinds(back(world, taken_along(world))) == ["same"]


@pytest.mark.parametrize(("winner", "title"), [(OURS, "Hier veranderd"), (THEIRS, "In het blad")])
def test_a_cell_that_changed_on_both_sides_is_asked(world, winner, title):
    application = begin(world)
    rows = taken_along(world)
    edit_application(
        world.ctx, world.actor("mo"), application.id, title="Hier veranderd", amount_cents=100, expected_version=None
    )
    rows[1][rows[0].index("aanvraag")] = "In het blad"
    plan = back(world, rows)
    (row,) = plan.rows
    assert (row.kind, [(one.field, one.chosen) for one in row.changes]) == (Kind.CONFLICT, [(Field.TITLE, "")])
    with pytest.raises(NotAllowedNow):
        take_over(world, plan)
    plan = answer(world, plan.sheet, winners={"2:title": winner})
    take_over(world, plan)
    (now,) = world.rows("application")
    assert (now["title"], now["amount_cents"]) == (title, 100)


def test_a_reference_of_another_place_or_with_a_slip_finds_nothing(world):
    begin(world)
    rows = taken_along(world)
    ref = rows[0].index("ref")
    rows[1][ref] = rows[1][ref][:-1] + ("0" if rows[1][ref][-1] != "0" else "1")
    (row,) = back(world, rows).rows
    assert (row.kind, [odd.reason for odd in row.odd]) == (Kind.NOT_FOUND, ["no_ref"])
    rows[1][ref] = ref_of(new_id())
    (row,) = back(world, rows).rows
    assert (row.kind, row.odd) == (Kind.NOT_FOUND, ())


def test_a_fourth_sheet_within_the_hour_waits(small_world):
    world = small_world
    for number in range(3):
        whole(world, [[HERE, f"Plan {number}", "F", 5]])
    with pytest.raises(Exception, match="te vaak"):
        whole(world, [[HERE, "Plan 4", "F", 5]])
    assert len(world.rows("application")) == 3
    world.clock.move(timedelta(minutes=61))
    whole(world, [[HERE, "Plan 5", "F", 5]])


def test_rows_without_a_need_do_not_share_a_budget(small_world):
    whole(small_world, [[HERE, "Tuinhuis", "Fonds A", 1000, None, "concept"], [HERE, "Fiets", "Fonds B", 3000]])
    seen = {row["title"]: view(small_world, SimpleNamespace(id=row["id"])) for row in small_world.rows("application")}
    assert {title: [line.amount_cents for line in one.plan.lines] for title, one in seen.items()} == {
        "Tuinhuis": [100_000],
        "Fiets": [300_000],
    }
    assert [[cover.name for cover in one.plan.covers] for one in seen.values()] == [["Fonds A"], ["Fonds B"]]


def test_who_does_it_comes_from_the_sheet_and_a_stranger_stays_a_note(world):
    world.join("anna", Role.MEMBER)
    names = [*NAMES, "Wie"]
    rows = [[*ROW, None, None, None, "anna"], [HERE, "B", "F", 5, None, "concept", None, None, None, "Jan de Boer"]]
    sheet = bring(world, rows, names=names)
    plan = answer(world, sheet)
    assert kinds(plan) == ["new", "new"]
    assert [(odd.field, odd.reason) for odd in plan.rows[1].odd] == [(Field.OWNER, "no_person")]
    take_over(world, plan)
    found = {row["title"]: row["owner_id"] for row in world.rows("application")}
    assert found == {"Tuinhuis": world.ids["anna"], "B": world.ids["bea"]}
    exported = taken_along(world)
    column = exported[0].index("wie doet dit")
    assert {row[column] for row in exported[1:]} == {"Anna", "Bea"}
    for row in exported[1:]:
        row[column] = "Mo"
    plan = back(world, exported)
    assert [[change.field for change in row.changes] for row in plan.rows] == [[Field.OWNER]] * 2
    take_over(world, plan)
    assert {row["owner_id"] for row in world.rows("application")} == {world.ids["mo"]}
    assert len(world.rows("handover_item")) == 2 and world.rows("outbox_intent") == []
