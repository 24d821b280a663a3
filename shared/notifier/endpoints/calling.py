"""Calls a receiver once: signs, sends, and turns whatever comes back into a reply."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from shared.egress.http import EgressFailed, EgressRefused, Http
from shared.kernel.clock import Clock
from shared.notifier.endpoints.events import MEDIA_TYPE
from shared.notifier.endpoints.judging import Reply
from shared.notifier.endpoints.model import Endpoint
from shared.notifier.endpoints.signing import secret_of, signed_headers

MOST_TEXT = 200


class Caller:
    """The way out to receivers. `suite_secret` is what the secrets of all endpoints are made from."""

    def __init__(self, http: Http, suite_secret: bytes, clock: Clock) -> None:
        self._http = http
        self._suite_secret = suite_secret
        self._clock = clock

    def call(self, endpoint: Endpoint, message_id: str, body: str) -> Reply:
        """Sends the body under this id; never raises for what the other side does."""
        now, sent = self._clock.now(), body.encode()
        whsecs = [secret_of(self._suite_secret, salt) for salt in endpoint.salts(now)]
        headers = {**signed_headers(message_id, now, sent, whsecs), "Content-Type": MEDIA_TYPE}
        started = time.monotonic()
        try:
            answer = self._http.post(endpoint.url, body=sent, headers=headers)
        except EgressRefused as refused:
            return Reply(None, _since(started), f"refused_{refused.code}")
        except EgressFailed as failed:
            return Reply(None, _since(started), failed.code)
        asked = read_retry_after(answer.headers, now)
        return Reply(answer.status, _since(started), None, cleaned(answer.body), asked)


def cleaned(body: bytes) -> str:
    """The start of an answer as one line without control characters; whatever is no text becomes question marks."""
    text = body[: 8 * MOST_TEXT].decode("utf-8", "replace").replace("\ufffd", "?")
    visible = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(visible.split())[:MOST_TEXT]


def read_retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """The wait that the receiver asks for, in seconds or as a moment; None when it asks for none that makes sense."""
    text = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=int(text[:9]))
    try:
        wait = parsedate_to_datetime(text) - now
    except (TypeError, ValueError):
        return None
    return max(wait, timedelta())


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
