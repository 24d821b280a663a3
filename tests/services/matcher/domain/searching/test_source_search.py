"""Which sources a search finds, by words and by criteria."""

from __future__ import annotations

import pytest

from services.matcher.domain.alerting.consequence import ConsequenceKind as Kind
from services.matcher.domain.alerting.search_rules import search_consequences
from services.matcher.domain.searching.search_words import search_text, search_words
from services.matcher.domain.searching.source_search import SourceSearch, finds
from services.matcher.usecases.proposing.analyser import text_analyser
from tests.services.matcher.domain.build import REGIONS, TODAY, a_source


def found(search, **facts):
    analyser, source = text_analyser(), a_source(**facts)
    words = search_words(search.words, analyser)
    return finds(search, words, source, search_text(source, analyser), REGIONS)


@pytest.mark.parametrize(
    ("words", "summary", "expected"),
    [
        ("tuin", "Geld voor tuinen.", True),
        ("tuinen", "Geld voor een tuin.", True),
        ("tuin", "Geld voor speeltuinen en pleinen.", True),
        ("buurttuin", "Een tuin in de buurt.", True),
        ("buurttuin", "Een tuin bij een school.", False),
        ("speeltuin", "Geld voor spel.", False),
        ("TUIN", "Geld voor tuinen.", True),
        ("geld voor een tuin", "Geld voor tuinen.", True),
        ("tuin muziek", "Geld voor tuinen.", False),
        ("café", "Een cafe voor de buurt.", True),
        ("de", "Geld voor tuinen.", False),
        ("zzzzzz", "Geld voor tuinen.", False),
        ("", "Geld voor tuinen.", True),
    ],
)
def test_words_hit_by_stem_and_by_parts_of_compounds(words, summary, expected):
    assert found(SourceSearch(words=words), summary=summary, name="Fonds X", provider="Y") is expected


def test_a_name_is_found_by_a_piece_of_it():
    assert found(SourceSearch(words="kinderp"), name="Fonds Kinderpostzegels", summary="Steun.")
    assert not found(SourceSearch(words="kinderp"), summary="Steun voor kinderpostzegels.")


@pytest.mark.parametrize(
    ("search", "facts", "expected"),
    [
        ({"support": "money"}, {}, True),
        ({"support": "space"}, {}, False),
        ({"theme": "meeting"}, {"themes": ["meeting", "green"]}, True),
        ({"theme": "meeting"}, {"themes": None}, False),
        ({"status": "open"}, {"status": "open"}, True),
        ({"status": "open"}, {"status": "unknown"}, False),
        ({"provider_kind": "fund"}, {}, True),
        ({"provider_kind": "government"}, {}, False),
        ({"area": "BU05990321"}, {"areas": ["NL01"]}, True),
        ({"area": "BU05990321"}, {"areas": ["WK059903"]}, True),
        ({"area": "GM0599"}, {"areas": ["WK059903"]}, False),
        ({"area": "GM0599"}, {"areas": ["GM0344"]}, False),
        ({"area": "BU05990321"}, {"areas": ["NL01"], "excluded_areas": ["GM0599"]}, False),
        ({"support": "money", "area": "GM0344"}, {"areas": ["GM0599"]}, False),
    ],
)
def test_every_criterion_must_hold(search, facts, expected):
    assert found(SourceSearch(**search), **facts) is expected


def test_only_what_is_asked_is_kept():
    assert SourceSearch(words="tuin", area="GM0599").criteria() == {"words": "tuin", "area": "GM0599"}
    assert SourceSearch().criteria() == {}


FIXED = {"deadlines": {"kind": "fixed", "dates": ["2027-01-05"]}}
MOVED = {"deadlines": {"kind": "fixed", "dates": ["2027-02-05"]}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, {}, [Kind.FOUND]),
        ({}, None, []),
        ({}, {}, []),
        ({}, {"summary": "Anders."}, []),
        ({"status": "unknown"}, {"status": "open"}, [Kind.OPENED]),
        (FIXED, MOVED, [Kind.CLOSES_LATER]),
        (MOVED, FIXED, [Kind.CLOSES_EARLIER]),
        ({}, FIXED, [Kind.CLOSING_KNOWN]),
        ({}, {"amounts": [{"max": 500}]}, [Kind.AMOUNTS_CHANGED]),
    ],
)
def test_news_about_what_a_search_finds(before, after, expected):
    old, new = (None if facts is None else a_source(**facts) for facts in (before, after))
    assert [one.kind for one in search_consequences(old, new, TODAY, is_new=True)] == expected
