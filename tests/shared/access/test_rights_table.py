"""The table in the code equals the table of the design, transcribed here by hand in the design's own letters."""

from __future__ import annotations

from shared.access.actors import Role
from shared.access.conditions import Permission
from shared.access.rights_table import ROWS
from shared.access.vocabulary import Resource

COLUMNS = tuple(
    Role(name)
    for name in "public member board volunteer coordinator funder administrator service".split()  # noqa: SIM905
)

OWN = "r[own] c[own] u[own] d[own]"

# Letters: r read, c create, u update, d delete; other words are special acts; [..] is when; * is masked; - is nothing.
TRANSCRIPT = {
    # The design gives verify to coordinators only, and members nothing; decision 0010 says why this differs.
    "source": (
        "r | r c[phone_answer,as_proposal] | r c[phone_answer,as_proposal] | r c[as_proposal] verify "
        "| r c u verify retire | r u[own_funder,as_proposal] | r | r c verify"
    ),
    "place_page": "r | r | r u | r u[claimed] | r u[claimed] | r | - | r",
    "place_profile": "- | r | r u | r u | r u | r[submitted_to_funder] | - | r",
    "need": "- | r c u | r c u d | r c u | r | - | - | r c",
    "application_draft": "- | r c u | r c u d approve_submit | r c u | r | - | - | -",
    "submission": (
        "- | - | submit withdraw | submit[written_mandate,claimed] withdraw[written_mandate,claimed] | - | - | - | -"
    ),
    "submitted_application": "- | r | r | r | r | r[from_submission_on] | - | r",
    "funder_review": "- | - | - | - | - | r c u | - | -",
    "internal_note": "- | r c | r c | r c | r c | - | - | -",
    "decision": (
        "r[funder_publishes] | r | r accept add_paper[with_file] | r add_paper[with_file] | r correct[second_person] "
        "| r c u[not_sent_yet] | - | -"
    ),
    "instalment": "- | r | r confirm_received | r | r | r c order[second_person] | - | -",
    "bank_account": (
        "- | r* | r c approve[proposed_by_other] | r* | r* approve[proposed_by_other,claimed] "
        "| r[awarded_by_funder] | - | -"
    ),
    "report": "- | r c u | r c u sign | r c u | r | r accept question reject | - | -",
    "repayment": "- | r | r object pay | r | r | r c u | - | -",
    "payout": (
        "- | r | r c u approve[proposed_by_other] | r c[claimed] u[claimed] | r approve[proposed_by_other,claimed] "
        "| - | - | -"
    ),
    # The design lets only coordinators evaluate, and the board only sign; decision 0022 says why this differs.
    "agreement": (
        "- | r | r c u sign evaluate | r c u evaluate | r c u sign[claimed] evaluate | r[party] sign[party] | - | r"
    ),
    "deadline": "r[published] | r c u[own] | r c u | r c u | r c u | r c u | - | r c",
    "own_inbox": f"- | {OWN} | {OWN} | {OWN} | {OWN} | {OWN} | {OWN} | -",
    "access_key": "- | - | r c u d | - | r c u d | r c u d | d disable | -",
    "exchange": "- | export | import export | import | import export | export | - | -",
    "people": (
        "- | - | r c u give_mandate end_mandate | r | r c[about_volunteer] u[about_volunteer] "
        "| r[about_officer] c[about_officer] u[about_officer] | r c u d | -"
    ),
    # Not in the design: it names the season of rest, not who agrees on it.
    "rest": "- | r | r c u d | r | r c u d | - | - | -",
    "audit_log": "- | - | r | r[own] | r | r | r* | c",
    "privacy_request": "c | c | c | c | decide | c | execute | -",
    "dead_letter": "- | - | - | - | r retry release | r | r retry release | -",
    "application_event": "- | - | - | - | - | - | - | c",
}

LETTERS = {"read": "r", "create": "c", "update": "u", "delete": "d"}


def written(cell):
    """A cell of the code in the letters of the design."""
    words = []
    for entry in cell:
        permission = entry if isinstance(entry, Permission) else Permission(entry)
        word = LETTERS.get(permission.action.value, permission.action.value)
        conditions = ",".join(condition.name for condition in permission.conditions)
        words.append(word + (f"[{conditions}]" if conditions else "") + ("*" if permission.masked else ""))
    return " ".join(words) or "-"


def test_every_cell_is_as_designed():
    in_code = {row.resource.value: [written(row.cells()[role]) for role in COLUMNS] for row in ROWS}
    designed = {name: [cell.strip() for cell in line.split("|")] for name, line in TRANSCRIPT.items()}
    assert all(len(cells) == 8 for cells in designed.values())
    assert in_code == designed


def test_the_table_has_the_22_rows_of_the_design():
    # The profile of a place is one row with a public and a private side; the events between the services are ours,
    # and so are what a fiscal host pays out and the weeks of rest.
    assert len(TRANSCRIPT) == 22 + 1 + 3
    assert {row.resource for row in ROWS} == set(Resource) - {Resource.SIGNED_IN}
