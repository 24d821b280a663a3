"""The call to the tracker: telling what changed at sources."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import structlog

from shared.access import service_calls
from shared.contracts.source_news import SourceNews, to_json
from shared.egress.http import EgressFailed, EgressRefused, Http, Purpose
from shared.kernel.clock import Clock
from shared.plumbing.addresses import tracker_path

PATH = "/internal/v1/source-changes"
NEVER_TAKEN = frozenset({400, 413, 415})
"""Answers that say that this very body is wrong: telling it again changes nothing."""
log = structlog.get_logger(__name__)


class TrackerGateway:
    """The tracker as the matcher sees it: signed calls in the matcher's own name."""

    def __init__(self, http: Http, base_url: str, keys: Mapping[str, bytes], clock: Clock) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._keys = keys
        self._clock = clock

    def tell(self, news: Sequence[SourceNews]) -> bool:
        """Tells it; False when the tracker did not take it now. Telling the same again does nothing there.

        What the tracker will never take counts as told, and stands in the log: it must not hold up what comes after.
        """
        url = f"{self._base_url}{tracker_path(PATH)}"
        body = json.dumps({"news": [to_json(one) for one in news]}).encode()
        headers = service_calls.sign(
            self._keys,
            audience="tracker",
            method="POST",
            path=urlsplit(url).path,
            body=body,
            acting_person_id="",
            reason="source.changed",
            now=self._clock.now(),
        )
        try:
            answer = self._http.post(url, body=body, headers=headers, purpose=Purpose.INTERNAL)
        except (EgressFailed, EgressRefused) as error:
            log.warning("tracker_away", error=str(error))
            return False
        if answer.status in NEVER_TAKEN:
            log.error("source_news_refused", status=answer.status, sources=[one.source_id for one in news])
            return True
        return answer.status == 200
