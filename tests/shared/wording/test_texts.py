"""Texts: Dutch is the key, English comes from the catalogue, and the catalogue is whole."""

from __future__ import annotations

import re
from threading import Thread

import pytest

from shared.wording.extract import ROOT, collect, texts_in_program, update
from shared.wording.language import current_language, set_language, use_language
from shared.wording.texts import gettext, ngettext, read_catalogue

PLACES = re.compile(r"%\((\w+)\)s")


def test_dutch_needs_no_catalogue() -> None:
    assert gettext("Een tekst die nergens staat") == "Een tekst die nergens staat"
    assert gettext("Wij zijn voor 100% klaar") == "Wij zijn voor 100% klaar"
    assert gettext("Dag %(name)s", name="Fatma %(x)s") == "Dag Fatma %(x)s"


def test_one_and_many() -> None:
    assert ngettext("%(number)s dag", "%(number)s dagen", 1) == "1 dag"
    assert ngettext("%(number)s dag", "%(number)s dagen", 0) == "0 dagen"
    with use_language("en"):
        assert ngettext("%(number)s dag", "%(number)s dagen", 1) == "1 day"
        assert ngettext("%(number)s dag", "%(number)s dagen", 2) == "2 days"


def test_english_falls_back_on_dutch_for_what_is_not_translated() -> None:
    with use_language("en"):
        assert gettext("vandaag") == "today"
        assert gettext("Een tekst die nergens staat") == "Een tekst die nergens staat"


@pytest.mark.parametrize("asked", ["de", "", "NL", "../../etc"])
def test_an_unknown_language_is_dutch(asked: str) -> None:
    with use_language("en"), use_language(asked):
        assert current_language() == "nl"


def test_a_language_does_not_leak_into_another_thread() -> None:
    seen: list[str] = []
    with use_language("en"):
        thread = Thread(target=lambda: seen.append(current_language()))
        thread.start()
        thread.join()
    set_language("nl")
    assert seen == ["nl"]


def test_every_text_has_an_english_translation_with_the_same_places() -> None:
    catalogue = read_catalogue("en")
    assert catalogue is not None
    found = list(collect(ROOT / "shared", ROOT / "services"))
    assert len(found) > 1000
    for msgid, place in found:
        message = catalogue.get(msgid[0] if isinstance(msgid, tuple) else msgid)
        assert message is not None, (place, msgid)
        ours = [msgid] if isinstance(msgid, str) else list(msgid)
        assert message.string, (place, msgid)
        theirs = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(theirs), (place, msgid)
        assert set(PLACES.findall(ours[-1])) == set(PLACES.findall(theirs[-1])), (place, msgid)


def test_updating_keeps_translations_adds_what_is_new_and_drops_what_is_gone() -> None:
    catalogue = read_catalogue("en")
    assert catalogue is not None
    read_catalogue.cache_clear()  # the test changes its own copy
    updated = update(catalogue, [("vandaag", "a.html"), ("Nieuwe tekst", "a.html")])
    assert {message.id: message.string or "" for message in updated if message.id} == {
        "vandaag": "today",
        "Nieuwe tekst": "",
    }


def test_templates_and_programs_are_both_read() -> None:
    places = {place for _msgid, place in collect(ROOT / "shared" / "pages")}
    assert "shared/pages/error_words.py" in places
    assert "shared/pages/templates/pages/base.html" in places


def test_letters_are_read() -> None:
    places = {place for _msgid, place in collect(ROOT / "shared" / "notifier")}
    assert "shared/notifier/templates/letters/sign_in.j2" in places


def test_texts_inside_other_texts_are_read() -> None:
    found = list(texts_in_program("a = f\"{_('Hallo')} {ngettext('1 dag', '%(number)s dagen', n)}\"\nb = _(name)"))
    assert found == ["Hallo", ("1 dag", "%(number)s dagen")]
