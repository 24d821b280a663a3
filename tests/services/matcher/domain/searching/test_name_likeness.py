"""Names of sources as people write them in their own sheets."""

from __future__ import annotations

import pytest

from services.matcher.domain.searching.name_likeness import most_alike
from tests.services.matcher.domain.build import a_source

NAMES = {
    "oranje": ("Oranje Fonds aanvraag", "Oranje Fonds"),
    "oranje-groei": ("Groeiprogramma", "Oranje Fonds"),
    "bewoners": ("Bewonersinitiatieven", "Gemeente Rotterdam"),
    "vsb": ("VSBfonds projecten", "VSBfonds"),
    "kansfonds": ("Buurtkracht", "Kansfonds"),
    "doen": ("Stichting DOEN", "Stichting DOEN"),
}
SOURCES = [a_source(id=key, name=name, provider=provider) for key, (name, provider) in NAMES.items()]


@pytest.mark.parametrize(
    ("name", "provider", "expected"),
    [
        ("Oranje Fonds", "", ["oranje", "oranje-groei"]),
        ("oranjefonds", "", ["oranje", "oranje-groei"]),
        ("VSB fonds", "", ["vsb"]),
        ("vsbfonds", "", ["vsb"]),
        ("Bewonersinitiatief", "gem. Rotterdam", ["bewoners"]),
        ("bewoners initiatieven", "Rotterdam", ["bewoners"]),
        ("kansfonds buurtkracht", "", ["kansfonds"]),
        ("Stichting Doen", "", ["doen"]),
        ("de gemeente", "", []),
        ("", "", []),
        ("Rabobank Coöperatiefonds", "", []),
    ],
)
def test_what_is_meant(name, provider, expected):
    assert [source.id for source in most_alike(name, provider, SOURCES, 3)] == expected
