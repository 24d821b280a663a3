"""The privacy page tells everybody what is kept and how long, out of the table that the clean-up uses."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from services.matcher.web.privacy_words import rows
from shared.kernel import retention
from shared.kernel.retention import TERMS, Kept, Term
from shared.notifier import keeping


def text_of(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_everybody_reads_what_is_kept_why_and_how_long(small_world):
    answer = small_world.client().get("/privacy")
    assert answer.status_code == 200
    text = text_of(answer)
    assert len(rows()) == len(Kept)
    for what, how_long, why in rows():
        assert all(part in text for part in (what, why, how_long))
    assert "90 dagen nadat het is gemaakt" in text
    assert "7 jaar na het jaar waarin alles klaar was" in text


def test_every_page_leads_to_it(small_world):
    assert 'href="/privacy"' in small_world.client().get("/").text


def test_the_page_and_the_clean_up_use_one_table(monkeypatch):
    assert retention.kept_for(Kept.MESSAGE_TEXTS) == keeping.TEXTS_KEPT
    monkeypatch.setattr(
        "services.matcher.web.privacy_words.TERMS",
        {**TERMS, Kept.MESSAGE_TEXTS: Term(timedelta(days=12), retention.From.MADE)},
    )
    assert any(how_long.startswith("12 dagen") for _what, how_long, _why in rows())
