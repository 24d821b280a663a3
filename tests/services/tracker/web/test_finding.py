"""The pages to find applications on, and the pipeline."""

from __future__ import annotations

import pytest

from tests.services.tracker.client import client_of, words_of
from tests.services.tracker.many import fill


@pytest.fixture
def bea(small_world):
    return client_of(small_world, "bea")


def test_without_applications_both_pages_say_what_to_do(bea):
    for path in ("/applications", "/pipeline"):
        assert "Er is nog geen aanvraag" in words_of(bea.get(path).text)


def test_filters_stay_in_the_address_and_in_the_fields(bea, small_world):
    with small_world.ctx.database.transaction() as connection:
        fill(connection, [small_world.place], 240)
    answer = bea.get("/applications?phase=ended&kind=fund")
    assert 'value="ended" selected' in answer.text and "30 aanvragen" in answer.text
    onward = answer.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "phase=ended" in onward and "kind=fund" in onward
    second = bea.get(onward.removeprefix("/tracker"))
    assert second.text.count('class="card-title"') == 5


def test_nothing_found_leads_back(bea, small_world):
    with small_world.ctx.database.transaction() as connection:
        fill(connection, [small_world.place], 3)
    text = words_of(bea.get("/applications?words=%00zoek+%3Cscript%3E").text)
    assert "Niets gevonden" in text and "Alles wissen" in text


def test_the_pipeline_says_what_is_not_known(bea, small_world):
    with small_world.ctx.database.transaction() as connection:
        fill(connection, [small_world.place], 48)
    text = words_of(bea.get("/pipeline").text)
    assert "14 aanvragen, tellen hierboven niet mee" in text
    assert "Wacht op besluit 6" in text and "Kans niet bekend: 6" in text
