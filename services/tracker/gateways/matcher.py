"""Asking the matcher for a dated copy of a source and its match with a need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import structlog

from shared.access import service_calls
from shared.contracts.source_snapshot import SnapshotUnreadable, SourceSnapshot
from shared.contracts.source_snapshot_json import from_json
from shared.egress.http import EgressFailed, EgressRefused, Http, Purpose
from shared.kernel.clock import Clock
from shared.kernel.errors import Forbidden, NotFound, Unavailable
from shared.wording.texts import gettext as _

PATH = "/internal/v1/snapshots"
REASON = "application.start"
log = structlog.get_logger(__name__)


class MatcherGateway:
    """The matcher as the tracker sees it: one signed call that is answered within five seconds or not at all."""

    def __init__(self, http: Http, base_url: str, keys: Mapping[str, bytes], clock: Clock) -> None:
        self._http = http
        self._url = f"{base_url.rstrip('/')}{PATH}"
        self._keys = keys
        self._clock = clock

    def snapshot(self, person_id: str, need_id: str, source_id: str) -> SourceSnapshot:
        """The copy as this person may see it.

        Raises NotFound when the need or source does not exist or is not theirs to see, Forbidden when they may see it
        and not do this, Unavailable when the matcher is away or answers what we can't read.
        """
        body = json.dumps({"needId": need_id, "sourceId": source_id}).encode()
        status, content = self._post(body, person_id)
        if status in (400, 404):
            raise NotFound(_("Deze behoefte of deze bron is niet gevonden."))
        if status == 403:
            raise Forbidden(_("U mag voor deze behoefte geen aanvraag beginnen."))
        if status != 200:
            log.error("matcher_refused", status=status)
            raise _away()
        try:
            return from_json(json.loads(content))
        except (ValueError, SnapshotUnreadable) as error:
            log.error("snapshot_unreadable", error=str(error))
            raise _away() from error

    def _post(self, body: bytes, person_id: str) -> tuple[int, bytes]:
        headers = service_calls.sign(
            self._keys,
            audience="matcher",
            method="POST",
            path=urlsplit(self._url).path,
            body=body,
            acting_person_id=person_id,
            reason=REASON,
            now=self._clock.now(),
        )
        try:
            answer = self._http.post(self._url, body=body, headers=headers, purpose=Purpose.INTERNAL)
        except (EgressFailed, EgressRefused) as error:
            log.warning("matcher_away", error=str(error))
            raise _away() from error
        return answer.status, answer.body


def _away() -> Unavailable:
    return Unavailable(
        _("De bronnen zijn nu niet bereikbaar. Probeer het over een minuut opnieuw. Er is niets veranderd.")
    )
