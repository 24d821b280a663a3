"""Every letter in words that everybody reads, measured: reading ease (Flesch-Douma) and the length of sentences."""

from __future__ import annotations

import re
from datetime import date

import pytest
import textstat

from shared.contracts.messages import Audience, MessageKind
from shared.notifier.letters import Letter, Setting, write_letter
from shared.notifier.recipients import Recipient
from tests.faults.stage import ANNA, NOW, an_intent
from tests.shared.notifier.letter_variants import variants

LOWEST_EASE = 60
MOST_WORDS = 15


def letters(kind: MessageKind, language: str = "nl") -> list[Letter]:
    """Every letter of a kind."""
    code = "12345678" if kind is MessageKind.SIGN_IN else ""
    setting = Setting("De Punt", date(2026, 12, 12), "http://127.0.0.1:8000/x", code)
    reader = Recipient(ANNA, "Anna", "anna@example.org", language)
    intents = [an_intent(NOW, kind=kind, data=data, audience=Audience.PERSON) for data in variants(kind)]
    return [write_letter(intent, reader, setting) for intent in intents]


def running_text(letter: Letter) -> str:
    return f"{letter.body} {letter.why}".replace("\n", " ")


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_letter_reads_easily(kind):
    textstat.set_lang("nl")
    found = letters(kind)
    assert found
    assert min(textstat.flesch_reading_ease(running_text(letter)) for letter in found) >= LOWEST_EASE


def test_the_measure_tells_easy_from_hard():
    textstat.set_lang("nl")
    hard = "Ingevolge voornoemde subsidieverordening dient de verantwoordingsrapportage overgelegd te worden."
    assert textstat.flesch_reading_ease(hard) < LOWEST_EASE


@pytest.mark.parametrize("kind", list(MessageKind))
def test_no_sentence_has_more_than_fifteen_words(kind):
    for letter in letters(kind):
        sentences = re.split(r"(?<=[.?!:])\s+", running_text(letter))
        assert max(len(sentence.split()) for sentence in sentences) <= MOST_WORDS, sentences


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(MessageKind))
def test_sentences_stand_apart_and_the_short_form_is_one_short_line(kind, language):
    for letter in letters(kind, language):
        assert not re.search(r"[a-z)][.?!][A-Z]", letter.body), letter.body
        assert 0 < len(letter.short) <= 140 and "\n" not in letter.short
        assert letter.short not in ("", letter.subject) and "12345678" not in letter.short
