"""What a feed may overwrite: never what a person set, and never what an import brought when it is the shipped file."""

from __future__ import annotations

import pytest

from services.matcher.domain.care.held_fields import Change, Setter, VersionNote, is_held, put_back, setters_of, split

ANN = "01990000-0000-7000-8000-000000000001"


def notes(*rows):
    return [VersionNote(number, by, tuple(fields)) for number, (by, *fields) in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("versions", "path", "file_holds", "import_holds"),
    [
        (notes(["file"]), "status", False, False),
        (notes(["file"], [ANN, "status"]), "status", True, True),
        (notes(["file"], [ANN, "status"]), "summary", False, False),
        (notes(["file"], ["import:" + ANN, "status"]), "status", True, False),
        (notes(["file"], ["import", "status"]), "status", True, False),
        (notes(["import:" + ANN]), "anything.at_all", True, False),
        (notes([ANN]), "listing", True, True),
        (notes(["file"], [ANN, "provenance.seen_on"]), "provenance.seen_on", True, True),
        (notes(["file"], [ANN, "provenance.seen_on"]), "provenance.note", False, False),
        # A group that a person set as a whole holds what stands in it, and the other way round.
        (notes(["file"], [ANN, "share"]), "share.max_percent", True, True),
        (notes(["file"], [ANN, "share.max_percent"]), "share", True, True),
        (notes(["file"], [ANN, "share.max_percent"]), "share.note", False, False),
        (notes(["file"], [ANN, "share"], ["file", "share.note"]), "share.note", False, False),
        (notes(["file"], [ANN, "share.note"], ["import", "share"]), "share.note", True, False),
        # A name that begins the same is another field.
        (notes(["file"], [ANN, "start"]), "status", False, False),
        (notes(["file"], [ANN, "area_note"]), "areas", False, False),
    ],
)
def test_who_holds_what(versions, path, file_holds, import_holds):
    setters = setters_of(versions)
    assert (is_held(path, setters, Setter.FILE), is_held(path, setters, Setter.IMPORT)) == (file_holds, import_holds)


def test_the_record_keeps_what_is_held_and_takes_the_rest():
    coming = {"id": "a", "status": "open", "summary": "Nieuw.", "share": {"never_all": True}, "decision_weeks": 4}
    changes: list[Change] = [
        {"field": "decision_weeks", "before": None, "after": 4},
        {"field": "share.never_all", "before": None, "after": True},
        {"field": "status", "before": "closed", "after": "open"},
        {"field": "summary", "before": "Oud.", "after": "Nieuw."},
    ]
    setters = setters_of(notes(["file"], [ANN, "status", "decision_weeks"], [ANN, "share.never_all"]))
    free, held = split(changes, setters, Setter.FILE)

    assert [change["field"] for change in free] == ["summary"]
    assert put_back(coming, held) == {"id": "a", "status": "closed", "summary": "Nieuw.", "share": {}}
    assert coming["share"] == {"never_all": True}
