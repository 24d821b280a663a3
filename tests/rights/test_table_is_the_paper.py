"""The table of rights in the product says, cell by cell, what the paper says, and else what a decision explains."""

from __future__ import annotations

import pytest

from shared.access.actors import Role
from shared.access.conditions import Permission
from shared.access.rights_table import TABLE
from shared.access.vocabulary import Resource
from tests.rights.deviations import ADDED, CHANGED, SCOPES
from tests.rights.paper import ADM, BRD, COLUMNS, COO, FUN, MEM, PAPER, PUB, SVC, VOL

ROLES = {PUB: "public", MEM: "member", BRD: "board", VOL: "volunteer"} | {
    COO: "coordinator",
    FUN: "funder",
    ADM: "administrator",
    SVC: "service",
}
RESOURCES = {
    "place public": "place_page",
    "place private": "place_profile",
    "draft": "application_draft",
    "submitted": "submitted_application",
    "review": "funder_review",
    "key": "access_key",
}
ACTS = {"r": "read", "c": "create", "u": "update", "d": "delete", "paper": "add_paper"}
CONDITIONS = {
    "as_proposal": "as proposal",
    "phone_answer": "phone answer",
    "own_funder": "own",
    "submitted_to_funder": "submitted to it",
    "from_submission_on": "from submission on",
    "funder_publishes": "funder publishes",
    "with_file": "with file",
    "written_mandate": "written mandate",
    "not_sent_yet": "before sending",
    "proposed_by_other": "other's",
    "awarded_by_funder": "award",
    "about_volunteer": "volunteers",
    "about_officer": "own officers",
}
SAME = {"own as proposal": "as proposal, own", "proposal": "as proposal"}
SECOND = {"decision": "4-eyes", "instalment": "2 officers"}


def resource_of(row: str) -> Resource:
    return Resource(RESOURCES.get(row, row.replace(" ", "_")))


def in_words(row: str, column: str, permission: Permission) -> str:
    """The condition of the product in the words of the paper."""
    words = {CONDITIONS.get(one.name, one.name.replace("_", " ")) for one in permission.conditions}
    words = {SECOND.get(row, one) if one == "second person" else one for one in words}
    if row == "audit log" and column == VOL:
        words = {"own acts" if one == "own" else one for one in words}
    return "masked" if permission.masked else ", ".join(sorted(words))


def product(row: str, column: str) -> dict[str, str]:
    """The cell of the product as the paper would write it."""
    cell = TABLE[resource_of(row)].cells()[Role(ROLES[column])]
    entries = [one if isinstance(one, Permission) else Permission(one) for one in cell]
    words = {after: before for before, after in ACTS.items()}
    return {
        words.get(one.action.value, one.action.value.replace("_", " ")): in_words(row, column, one) for one in entries
    }


def expected(row: str, column: str) -> dict[str, str]:
    """The cell of the paper, with what decisions changed in it."""
    if row in ADDED:
        return ADDED[row][0].get(column, {})
    scope = SCOPES.get((row, column))
    cell = {act: "" if said == scope else SAME.get(said, said) for act, said in PAPER[row][column].items()}
    for (where, who, act), (said, _why) in CHANGED.items():
        if (where, who) == (row, column):
            cell.pop(act, None)
            if said is not None:
                cell[act] = said
    return cell


@pytest.mark.parametrize("row", [*PAPER, *ADDED])
def test_a_row_says_what_the_paper_says(row: str) -> None:
    assert {column: product(row, column) for column in COLUMNS} == {column: expected(row, column) for column in COLUMNS}


def test_no_row_is_left_out() -> None:
    rows = {resource_of(row) for row in [*PAPER, *ADDED]}
    assert rows == set(TABLE)


def test_every_deviation_is_one() -> None:
    """What was brought back in line with the paper leaves the list."""
    for (row, column, act), (said, why) in CHANGED.items():
        assert why[:4].isdigit() or why
        assert PAPER[row][column].get(act) != said, (row, column, act)
