"""The code lists are whole, in Dutch and English, and every code of the schemas is in them."""

from __future__ import annotations

import pytest

from shared.contracts.codes import all_lists, codes, entry, explanation, label


def test_every_code_has_labels_and_a_short_explanation() -> None:
    assert len(all_lists()) >= 25
    for name, entries in all_lists().items():
        assert entries, name
        for code, item in entries.items():
            assert code == item.code
            assert item.label_nl and item.label_en
            assert 0 < len(item.explanation_nl.split()) <= 15


def test_labels_follow_the_language() -> None:
    assert label("themes", "meeting") == "ontmoeting"
    assert label("themes", "meeting", "en") == "meeting"


def test_an_unknown_code_shows_itself_and_an_unknown_list_is_a_mistake() -> None:
    assert label("themes", "tovenarij") == "tovenarij"
    assert entry("themes", "tovenarij") is None
    assert explanation("themes", "tovenarij") == ""
    with pytest.raises(KeyError):
        codes("tovenarij")


def test_codes_keep_the_order_of_the_file() -> None:
    assert codes("eligible") == ("yes", "no", "conditional")
