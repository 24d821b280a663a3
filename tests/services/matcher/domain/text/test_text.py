"""Compounds, terms and likeness, on a list of words that is in sight."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.text.analysis import Analyser
from services.matcher.domain.text.bm25 import Edition, likeness
from services.matcher.domain.text.compounds import Splitter
from services.matcher.domain.text.concepts import Concepts, concepts_of_records
from services.matcher.gateways.dutch_stems import dutch_stem
from services.matcher.storage.word_files import compound_parts, shipped_concepts
from services.matcher.usecases.proposing.analyser import text_analyser
from shared.contracts.codes import codes

WORDS = "buurt tuin moes huis thuis buur straat feest speel toestel bewoner initiatief dag moestuin"
PARTS = frozenset(WORDS.split())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("buurttuin", ("buurt", "tuin")),
        ("buurthuis", ("buurt", "huis")),
        ("bewonersinitiatief", ("bewoner", "initiatief")),
        ("burendag", ("burendag",)),
        ("moestuin", ("moes", "tuin")),
        ("buurtstraatfeest", ("buurt", "straat", "feest")),
        ("tuin", ("tuin",)),
        ("zwembad", ("zwembad",)),
        ("tuin" * 11, ("tuin" * 11,)),
    ],
)
def test_fewest_parts_then_the_longest_first(word, parts):
    assert Splitter(PARTS).parts(word) == parts


@given(st.text(alphabet="abdehinrstu", max_size=45))
@settings(max_examples=300, deadline=None)
def test_parts_stand_in_the_word_in_order(word):
    at = 0
    for part in Splitter(compound_parts()).parts(word):
        at = word.index(part, at) + len(part)


def reader():
    records = [
        {"concept": "old", "words": ["bejaarden"], "as_written": ["ouderen"], "codes": {}, "source": "usage"},
    ]
    stem = dutch_stem()
    return Analyser(stem, Splitter(PARTS), Concepts(concepts_of_records(records), stem))


def test_terms_hold_the_word_its_parts_and_its_concept():
    terms = reader().terms("Buurtmoestuin voor bejaarden")
    assert {"buurtmoestuin", "buurt", "moestuin", "tuin", "=old"} <= set(terms.stems)
    assert "_tuin" in terms.pieces and not any(term.startswith("_") for term in terms.stems)


def test_a_word_as_written_goes_before_its_stem():
    analyser = reader()
    assert "=old" in analyser.terms("ouderen").stems
    assert "=old" not in analyser.terms("ouders").stems


TEXTS = ("Een tuin in de buurt", "Feest voor bejaarden", "Speeltoestel in de straat", "Huis met tuin", "")


def test_likeness_is_one_sum_for_both_directions():
    texts = [reader().terms(text) for text in TEXTS]
    edition = Edition.of(texts)
    for need in texts:
        table = edition.table(need)
        assert sum(table.values()) == pytest.approx(1.0) if table else not need.stems
        for source in texts:
            row = edition.row(source)
            forward = likeness(row, table)
            assert 0 <= forward < 1
            assert forward == likeness(table, row)
            assert forward == pytest.approx(math.fsum(table.get(term, 0) * weight for term, weight in row.items()))


def test_the_text_that_says_it_in_other_words_is_nearest():
    analyser = reader()
    texts = {name: analyser.terms(name) for name in ("Moestuinen voor de buurt", "Ouderenfeest", "Speeltoestel")}
    edition = Edition.of(texts.values())
    table = edition.table(analyser.terms("Een buurttuin"))
    assert max(texts, key=lambda name: likeness(edition.row(texts[name]), table)) == "Moestuinen voor de buurt"


def test_an_edition_is_frozen_for_texts_that_come_later():
    analyser = reader()
    edition = Edition.of([analyser.terms(text) for text in TEXTS])
    before = likeness(edition.row(analyser.terms(TEXTS[0])), edition.table(analyser.terms("buurttuin")))
    assert edition.row(analyser.terms("iets heel nieuws"))
    assert likeness(edition.row(analyser.terms(TEXTS[0])), edition.table(analyser.terms("buurttuin"))) == before


def test_an_edition_of_nothing_still_weighs():
    edition = Edition.of([])
    assert likeness(edition.row(reader().terms("tuin")), edition.table(reader().terms("tuin"))) > 0


def test_every_group_of_words_is_sound():
    for concept in shipped_concepts():
        assert concept.words and concept.source and concept.codes, concept.name
        for code_list, code in concept.codes:
            assert code in codes(code_list), concept.name
        for word in (*concept.words, *concept.as_written):
            assert word == word.lower() and word.isascii(), word
        assert not any(" " in word for word in concept.as_written)
        for word in concept.words:
            if " " not in word and "-" not in word:
                assert concept in text_analyser().concepts.of(word), word
