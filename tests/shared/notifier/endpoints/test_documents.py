"""What the page for builders of receivers says is so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from shared.kernel.clock import SetClock
from shared.notifier.endpoints.events import TEST_TYPE, TYPE_OF
from shared.notifier.preferences.topics import TOPIC_OF
from tests.support.endpoints import an_endpoint, send_one, whsec
from tests.support.receivers import receiving
from tests.support.source import ROOT

PAGE = (ROOT / "docs" / "howto" / "receive-webhooks.md").read_text(encoding="utf-8")


@pytest.fixture
def clock():
    return SetClock(datetime.now(UTC))


def test_the_table_names_every_type_with_its_group():
    told = dict(re.findall(r"^\| `(nl\.[a-z0-9_.]+)` \| [^|]+ \| (\w*) ?\|$", PAGE, re.MULTILINE))
    assert told == {TYPE_OF[kind]: TOPIC_OF[kind].value for kind in TYPE_OF} | {TEST_TYPE: ""}


def test_the_example_takes_what_is_ours_and_nothing_else(sqlite_stage, clock):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 the text of our own page
    is_ours = names["is_ours"]
    with receiving() as receiver:
        endpoint = an_endpoint(sqlite_stage, receiver.url)
        send_one(sqlite_stage)
        clock.move(timedelta(minutes=-6))
        send_one(sqlite_stage)
    secret = whsec(sqlite_stage, endpoint)
    (_, headers, body), (_, old, old_body) = receiver.got
    assert is_ours(secret, headers, body)
    assert not is_ours(secret, headers, body + b" ")
    assert not is_ours(secret.replace("whsec_", "whsec_AAAA"), headers, body)
    assert not is_ours(secret, old, old_body)
