"""Every consequence has words: short, and with what it means in front."""

from __future__ import annotations

import re

import pytest

from services.matcher.domain.alerting.consequence import ConsequenceKind
from shared.wording.source_changes import source_change

FACTS = {
    "source_name": "Fonds X",
    "from": "2027-03-01",
    "to": "2027-02-01",
    "closing": "2027-02-01",
    "starts_on": "2027-02-10",
    "fits": False,
    "from_cents": 100_000,
    "to_cents": 50_000,
    "reason": "legal_form",
}


@pytest.mark.parametrize("kind", list(ConsequenceKind))
@pytest.mark.parametrize("is_new", [True, False])
def test_every_kind_has_short_sentences(kind, is_new):
    text = source_change({**FACTS, "kind": kind.value, "is_new": is_new})
    assert "Fonds X" in text
    assert "None" not in text and "%(" not in text
    assert max(len(sentence.split()) for sentence in re.split(r"[.:]\s", text)) <= 18


@pytest.mark.parametrize("kind", list(ConsequenceKind))
def test_facts_that_are_not_known_leave_no_hole(kind):
    bare = {"source_name": "Fonds X", "kind": kind.value, "from": "2027-03-01", "to": "2027-02-01", "to_cents": 100}
    text = source_change(bare)
    assert "None" not in text and "  " not in text and text.endswith(".")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kind": "closes_earlier"}, "Fonds X sluit nu op 1 februari 2027 in plaats van 1 maart 2027. "
         "Uw start op 10 februari 2027 past dan niet meer."),
        ({"kind": "closes_earlier", "fits": None}, "Fonds X sluit nu op 1 februari 2027 in plaats van 1 maart 2027. "
         "Kijk of uw start op 10 februari 2027 nog past."),
        ({"kind": "closes_earlier", "is_past": True},
         "De sluitdag van Fonds X was al op 1 februari 2027, niet op 1 maart 2027."),
        ({"kind": "no_longer_fits"}, "Fonds X past niet meer bij uw behoefte. De reden: rechtsvorm past niet."),
        ({"kind": "no_longer_fits", "reason": "other"}, "Fonds X past niet meer bij uw behoefte."),
        ({"kind": "covers_less"}, "Fonds X geeft nu minder voor uw behoefte: tot €\u00a0500. Dat was €\u00a01.000."),
    ],
)  # fmt: skip
def test_what_it_means_stands_first(facts, expected):
    assert source_change({**FACTS, **facts}) == expected
