"""Ids sort by time and can't be counted; people get a short reference."""

from __future__ import annotations

import time
import uuid

from shared.kernel.ids import is_id, new_id, short_reference


def test_ids_are_version_seven_and_sort_by_time() -> None:
    first = new_id()
    time.sleep(0.002)
    second = new_id()
    assert uuid.UUID(first).version == 7
    assert uuid.UUID(first).variant == uuid.RFC_4122
    assert first < second
    assert len({new_id() for _ in range(2000)}) == 2000


def test_is_id_takes_the_canonical_form_only() -> None:
    assert is_id(new_id())
    for text in ("", "1", "-1", new_id().upper(), new_id() + "\n", "０" * 36, "{" + new_id() + "}"):
        assert not is_id(text)


def test_short_reference_has_no_look_alikes() -> None:
    reference = short_reference(new_id())
    assert len(reference) == 8
    assert reference[3] == "-"
    assert not set(reference) & set("ILOU")
