"""Every sentence in Dutch and in English, with all its values in both."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from services.matcher.usecases.matching.sentences import duties, sentence
from shared.wording.extract import ROOT, collect
from shared.wording.language import use_language
from shared.wording.texts import read_catalogue

USECASES = ROOT / "services" / "matcher" / "usecases"
FOLDERS = [USECASES / name for name in ("matching/sentences", "asking", "planning")]
PLACES = re.compile(r"%\((\w+)\)s")
MARK = re.compile(r"«\w+»")
SENTENCES = {**sentence.SENTENCES, **duties.SENTENCES}
TEXTS = [(text if isinstance(text, str) else text[-1], text) for text, _ in collect(*FOLDERS)]
NAMES = {name for text, _ in TEXTS for name in PLACES.findall(text)} | {"note", "rule"}
OWN_WORDS = {name for name in SENTENCES if name.endswith("_note")} - {"amount_note", "area_note"}
"""Sentences that are nothing but the giver's own words."""


def words(without: str = "") -> dict[str, str]:
    """A mark for every value that a sentence may hold; `without` is not told."""
    marks = {name: "" if name == without else f"«{name}»" for name in NAMES}
    return {**marks, "day": "03-31"}


def forms(code: str) -> Iterator[dict[str, str]]:
    """With everything told, and with each value that the sentence holds left out."""
    yield words()
    for mark in MARK.findall(SENTENCES[code](words())):
        yield words(without=mark.strip("«»"))


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_sentence_is_said_in_both_languages_with_the_same_values(code: str) -> None:
    for told in forms(code):
        with use_language("nl"):
            dutch = SENTENCES[code](told)
        with use_language("en"):
            english = SENTENCES[code](told)
        assert "%(" not in dutch + english and "%%" not in dutch + english
        assert set(MARK.findall(dutch)) == set(MARK.findall(english))
        assert (dutch == english) == (code in OWN_WORDS), dutch


def test_nothing_said_of_matches_questions_and_plans_lacks_its_english() -> None:
    catalogue = read_catalogue("en")
    assert catalogue is not None
    assert len(TEXTS) > 200
    for dutch, msgid in TEXTS:
        message = catalogue.get(msgid if isinstance(msgid, str) else msgid[0])
        assert message is not None and message.string, msgid
        english = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(english), msgid
        assert set(PLACES.findall(english[-1])) == set(PLACES.findall(dutch)), msgid
