"""Where bytes are kept, how they are given back, and what is warned about."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from shared.kernel.errors import NotFound
from shared.uploads.personal_numbers import has_bsn
from shared.uploads.serving import as_download
from shared.uploads.store import FolderStore, sweep


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "files")


def age(tmp_path, name, days):
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(tmp_path / "files" / name[:2] / name, (then, then))


def test_what_is_put_can_be_had_until_it_is_deleted(store, tmp_path):
    name = store.put(b"inhoud")
    assert store.get(name) == b"inhoud"
    path = tmp_path / "files" / name[:2] / name
    assert path.stat().st_mode & 0o777 == 0o600
    assert store.put(b"inhoud") != name
    store.delete(name)
    store.delete(name)
    with pytest.raises(NotFound):
        store.get(name)


@pytest.mark.parametrize("name", ["", "../secret", "a" * 39, "A" * 40, "a" * 40 + "\n", "/etc/passwd"])
def test_a_name_that_is_not_ours_leads_nowhere(store, name):
    with pytest.raises(NotFound):
        store.get(name)


def test_only_old_bytes_that_nobody_names_are_swept(store, tmp_path):
    used, orphan, young = store.put(b"1"), store.put(b"2"), store.put(b"3")
    age(tmp_path, used, 3)
    age(tmp_path, orphan, 3)
    half = tmp_path / "files" / used[:2] / f"{used}.half"
    half.write_bytes(b"")
    os.utime(half, (0, 0))
    asked = []

    def in_use(names):
        asked.extend(names)
        return {used} & set(names)

    assert sweep(store, in_use, datetime.now(UTC), batch=1) == 1
    assert sorted(asked) == sorted([used, orphan])
    assert not half.exists()
    assert (store.get(used), store.get(young)) == (b"1", b"3")
    with pytest.raises(NotFound):
        store.get(orphan)


def test_sweeping_an_empty_place(store):
    assert sweep(store, lambda names: set(), datetime.now(UTC)) == 0


def test_h52_a_file_comes_back_as_a_download_without_rights():
    with Flask("x").test_request_context():
        answer = as_download(b"<html>", 'be"sluit é.pdf', "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BSN: 111222333.", True),
        ("bsn 1112.22.333", True),
        ("kenmerk 123456789", False),
        ("bel 0611222333", False),
        ("rekening NL91ABNA0417164300", False),
        ("111222333-A", False),
        ("op 111222333\nen verder", True),
    ],
)
def test_a_citizen_service_number_is_noticed(text, found):
    assert has_bsn(text) is found
