"""Documents: kept with versions, used again over applications, and what stays with what was sent."""

from __future__ import annotations

import os
from datetime import date, timedelta

import pytest

from services.tracker.domain.documents.kinds import too_old
from services.tracker.domain.documents.rules import MOST_PER_APPLICATION
from services.tracker.jobs.clock import tidy
from services.tracker.usecases import room
from services.tracker.usecases.documents import keeping
from services.tracker.usecases.documents.add_document import add_document
from services.tracker.usecases.documents.add_version import add_version
from services.tracker.usecases.documents.attach_document import attach_document, detach_document
from services.tracker.usecases.documents.change_document import change_document
from services.tracker.usecases.documents.remove_document import remove_document, restore_document
from services.tracker.usecases.documents.see_documents import (
    documents_of_application,
    documents_of_place,
    read_file,
    see_document,
)
from services.tracker.usecases.reading.read_dossier import read_dossier
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, Stale
from shared.uploads import check_upload
from tests.services.tracker.acts import TODAY, begin, decide, made_ready
from tests.shared.uploads import made_files as made


def add(world, who="mo", kind="kvk_extract", name="kvk.pdf", **more):
    checked = check_upload(made.pdf((name,)), name)
    return add_document(world.ctx, world.actor(who), place_id=world.place, checked=checked, kind=kind, **more)


def attach(world, application, document, who="mo", **more):
    return attach_document(world.ctx, world.actor(who), application.id, document_id=document.id, **more)


def of(world, application, who="mo"):
    return documents_of_application(world.ctx, world.actor(who), application.id).attached


def paper(world, application, code="kvk_extract"):
    dossier = read_dossier(world.ctx, world.actor("mo"), application.id)
    return next(task for task in dossier.tasks if task.code == code)


def codes(problem):
    return [error.code for error in problem.value.errors]


def test_a_document_is_kept_and_can_be_had(world):
    document = add(world, issued_on=date(2026, 3, 1), title=" Uittreksel ")
    (seen,) = documents_of_place(world.ctx, world.actor("bea"), world.place).documents
    assert (seen.document.title, seen.newest.version.issued_on) == ("Uittreksel", date(2026, 3, 1))
    file, data = read_file(world.ctx, world.actor("cor"), document.id, 1)
    assert (file.name, data, file.size) == ("kvk.pdf", made.pdf(("kvk.pdf",)), len(data))


def test_a_neighbour_finds_nothing(world):
    document = add(world)
    otto = world.actor("otto")
    for act in (
        lambda: documents_of_place(world.ctx, otto, world.place),
        lambda: see_document(world.ctx, otto, document.id),
        lambda: read_file(world.ctx, otto, document.id, 1),
        lambda: remove_document(world.ctx, otto, document.id),
        lambda: add(world, "otto"),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_coordinator_reads_and_does_not_change(small_world):
    document = add(small_world)
    with pytest.raises(Forbidden):
        remove_document(small_world.ctx, small_world.actor("cor"), document.id)


def test_old_versions_stay(world):
    document = add(world, issued_on=date(2025, 1, 1))
    again = check_upload(made.pdf(("nieuw",)), "kvk 2026.pdf")
    after = add_version(
        world.ctx, world.actor("bea"), document.id, checked=again, issued_on=date(2026, 11, 1), expected_version=1
    )
    seen = see_document(world.ctx, world.actor("mo"), document.id)
    assert [one.version.number for one in seen.versions] == [2, 1]
    assert read_file(world.ctx, world.actor("mo"), document.id, 1)[1] == made.pdf(("kvk.pdf",))
    with pytest.raises(Stale):
        add_version(world.ctx, world.actor("mo"), document.id, checked=again, expected_version=document.version)
    assert after.version == 2


@pytest.mark.parametrize(
    ("kind", "issued_on", "months"),
    [
        ("kvk_extract", date(2025, 11, 22), None),
        ("kvk_extract", date(2025, 11, 21), 12),
        ("kvk_extract", date(2025, 9, 10), 14),
        ("bank_statement", date(2026, 8, 1), 3),
        ("statutes", date(1999, 1, 1), None),
        ("kvk_extract", None, None),
    ],
)
def test_how_old_a_paper_may_be(kind, issued_on, months):
    assert too_old(kind, issued_on, TODAY) == months


def test_a_date_ahead_is_refused(small_world):
    with pytest.raises(InvalidInput) as problem:
        add(small_world, issued_on=TODAY + timedelta(days=1))
    assert codes(problem) == ["in_future"]


def test_attaching_completes_the_task_and_detaching_opens_it(world):
    application, document = begin(world), add(world)
    link = attach(world, application, document)
    assert paper(world, application).done_at is not None
    assert [one.seen.document.id for one in of(world, application)] == [document.id]
    detach_document(world.ctx, world.actor("mo"), application.id, link.id)
    assert paper(world, application).done_at is None
    assert of(world, application) == ()
    actions = [line.action for line in read_dossier(world.ctx, world.actor("mo"), application.id).history]
    assert actions[-2:] == ["application.document_attached", "application.document_detached"]


def test_a_newer_version_takes_the_place_of_the_older(world):
    application, document = begin(world), add(world)
    attach(world, application, document)
    add_version(world.ctx, world.actor("mo"), document.id, checked=check_upload(made.pdf(), "b.pdf"))
    (before,) = of(world, application)
    assert before.newer and before.version.version.number == 1
    attach(world, application, document)
    (after,) = of(world, application)
    assert not after.newer and after.version.version.number == 2
    assert paper(world, application).done_at is not None


def test_a_document_of_another_place_cannot_be_attached(small_world):
    world = small_world
    theirs = add_document(
        world.ctx,
        world.actor("otto"),
        place_id=world.ids["other"],
        checked=check_upload(made.pdf(), "a.pdf"),
        kind="statutes",
    )
    with pytest.raises(NotFound):
        attach(world, begin(world), theirs)


def test_what_went_to_the_funder_stays(world):
    application, document = begin(world), add(world)
    link = attach(world, application, document)
    made_ready(world, application)
    with pytest.raises(NotAllowedNow):
        detach_document(world.ctx, world.actor("bea"), application.id, link.id)
    remove_document(world.ctx, world.actor("bea"), document.id)
    assert documents_of_place(world.ctx, world.actor("bea"), world.place).documents == ()
    world.clock.move(timedelta(days=3))
    tidy(world.ctx)
    (kept,) = of(world, application)
    assert kept.stays
    assert read_file(world.ctx, world.actor("mo"), document.id, 1)[1]


def test_the_letter_stays_once_it_is_decided(world):
    application = begin(world)
    sent = made_ready(world, application)
    letter = add(world, kind="decision_letter", name="besluit.pdf", application_id=application.id)
    assert [one.stays for one in of(world, application)] == [False]
    decide(world, sent)
    (one,) = of(world, application)
    assert (one.seen.document.id, one.stays) == (letter.id, True)


def test_a_removed_document_comes_back_where_it_was(world):
    application = begin(world)
    document = add(world, application_id=application.id)
    gone = remove_document(world.ctx, world.actor("mo"), document.id, expected_version=1)
    assert paper(world, application).done_at is None
    with pytest.raises(NotFound):
        read_file(world.ctx, world.actor("mo"), document.id, 1)
    world.clock.move(timedelta(hours=23))
    restore_document(world.ctx, world.actor("bea"), document.id, expected_version=gone.version)
    assert len(of(world, application)) == 1
    assert paper(world, application).done_at is not None


def test_after_a_day_the_file_is_gone_for_good(world):
    document = add(world)
    remove_document(world.ctx, world.actor("mo"), document.id)
    tidy(world.ctx)
    assert len(world.rows("stored_file")) == 1
    world.clock.move(timedelta(hours=25))
    tidy(world.ctx)
    tidy(world.ctx)
    assert world.rows("stored_file") == []
    assert list(keeping.file_store(world.ctx).names_before(world.clock.now() + timedelta(days=1))) == []
    with pytest.raises(NotAllowedNow):
        restore_document(world.ctx, world.actor("mo"), document.id)


def test_bytes_of_a_change_that_never_committed_are_swept(small_world):
    world = small_world
    store = keeping.file_store(world.ctx)
    used = add(world)
    orphan = store.put(b"x")
    path = world.ctx.settings.data_dir / "files" / "documents" / orphan[:2] / orphan
    then = (world.clock.now() - timedelta(days=2)).timestamp()
    os.utime(path, (then, then))
    tidy(world.ctx)
    assert not path.exists()
    assert read_file(world.ctx, world.actor("mo"), used.id, 1)[1]


def test_a_full_place_says_how_much_is_left(small_world, monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES_PER_PLACE", 1000)
    with pytest.raises(InvalidInput) as problem:
        add(small_world, name="groot.pdf")
        add(small_world, name="groot.pdf")
    (error,) = problem.value.errors
    assert error.code == "place_full"
    assert "nog 0 MB" in error.message
    assert len(small_world.rows("stored_file")) == 1


def test_twenty_documents_fit_and_one_more_does_not(small_world):
    application = begin(small_world)
    for number in range(MOST_PER_APPLICATION):
        add(small_world, kind="other", name=f"{number}.pdf", application_id=application.id)
    with pytest.raises(InvalidInput) as problem:
        add(small_world, kind="other", name="meer.pdf", application_id=application.id)
    assert codes(problem) == ["too_many"]
    assert len(documents_of_place(small_world.ctx, small_world.actor("mo"), small_world.place).documents) == 20


def test_name_kind_and_date_can_be_changed(small_world):
    world = small_world
    document = add(world)
    mo, on = world.actor("mo"), date(2020, 1, 1)
    change_document(world.ctx, mo, document.id, expected_version=1, title="Statuten", kind="statutes", issued_on=on)
    seen = see_document(world.ctx, world.actor("mo"), document.id)
    assert (seen.document.title, seen.document.kind) == ("Statuten", "statutes")
    assert seen.newest.version.issued_on == date(2020, 1, 1)
    with pytest.raises(InvalidInput):
        change_document(world.ctx, mo, document.id, title="Pas", kind="passport", issued_on=on)


def test_what_was_sent_stays_beside_a_newer_version(small_world):
    world = small_world
    application, document = begin(world), add(world)
    attach(world, application, document)
    made_ready(world, application)
    add_version(world.ctx, world.actor("mo"), document.id, checked=check_upload(made.pdf(("nieuw",)), "b.pdf"))
    attach(world, application, document)
    assert sorted(one.version.version.number for one in of(world, application)) == [1, 2]


def test_what_a_decision_rests_on_stays_what_it_was(small_world):
    world = small_world
    application = begin(world)
    sent = made_ready(world, application)
    letter = add(world, kind="decision_letter", name="besluit.pdf", application_id=application.id)
    decide(world, sent)
    mo = world.actor("mo")
    for other in ({"kind": "other", "issued_on": None}, {"kind": "decision_letter", "issued_on": TODAY}):
        with pytest.raises(NotAllowedNow):
            change_document(world.ctx, mo, letter.id, title="Besluit", **other)
    change_document(world.ctx, mo, letter.id, title="Besluit", kind="decision_letter", issued_on=None)
    assert [one.stays for one in of(world, application)] == [True]
