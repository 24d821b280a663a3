"""Every way from the start page leads somewhere for whoever it is shown to."""

from __future__ import annotations

import re

import pytest

from tests.services.tracker.client import client_of


@pytest.mark.parametrize("who", ["bea", "mo", "vera", "cor"])
def test_every_way_that_is_shown_can_be_gone(small_world, who):
    client = client_of(small_world, who)
    ways = re.findall(r'<li><a href="/tracker(/[^"]+)">', client.get("/").text)
    assert len(ways) >= 8
    assert {way: client.get(way, follow_redirects=True).status_code for way in ways} == dict.fromkeys(ways, 200)


def test_a_member_is_not_shown_what_the_board_does(small_world):
    page = client_of(small_world, "mo").get("/").text
    assert "Documenten" in page and "Blad inlezen" not in page
