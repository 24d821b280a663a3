"""The calls to the matcher: asking for a dated copy of a source and its match, and telling what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import structlog

from services.tracker.settings import Receipt
from shared.access import service_calls
from shared.contracts.likely_sources import Likely, NamedRow, asked_json
from shared.contracts.likely_sources import from_json as likely_of
from shared.contracts.source_answer import AnswerOutcome, SourceAnswer
from shared.contracts.source_answer import to_json as answer_to_json
from shared.contracts.source_snapshot import SnapshotUnreadable, SourceSnapshot
from shared.contracts.source_snapshot_json import from_json
from shared.egress.http import EgressFailed, EgressRefused, Http, Purpose
from shared.kernel.clock import Clock
from shared.kernel.errors import Forbidden, NotFound, Unavailable
from shared.wording.texts import gettext as _

SNAPSHOTS, EVENTS = "/internal/v1/snapshots", "/internal/v1/events"
ANSWERS = "/internal/v1/source-checks"
LIKELY = "/internal/v1/likely-sources"
NEVER_TAKEN = frozenset({400, 413, 415, 422})
"""Answers that say that this very body is wrong; every other one may change with time, keys or a newer program."""
REFUSALS = (400, 403, 404, 409)
log = structlog.get_logger(__name__)


class MatcherGateway:
    """The matcher as the tracker sees it: signed calls that are answered within five seconds or not at all."""

    def __init__(self, http: Http, base_url: str, keys: Mapping[str, bytes], clock: Clock) -> None:
        self._http = http
        self._base_url = base_url.rstrip("/")
        self._keys = keys
        self._clock = clock

    def snapshot(self, person_id: str, need_id: str, source_id: str) -> SourceSnapshot:
        """The copy as this person may see it.

        Raises NotFound when the need or source does not exist or is not theirs to see, Forbidden when they may see it
        and not do this, Unavailable when the matcher is away or answers what we can't read.
        """
        body = {"needId": need_id, "sourceId": source_id}
        status, content = self._post(SNAPSHOTS, body, person_id, "application.start")
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

    def likely(self, person_id: str, rows: Sequence[NamedRow]) -> dict[str, Likely]:
        """What may be meant, by key. Raises Unavailable."""
        status, content = self._post(LIKELY, asked_json(rows), person_id, "application.link")
        if status != 200:
            log.error("matcher_refused", status=status)
            raise _away()
        try:
            return likely_of(json.loads(content))
        except ValueError as error:
            log.error("likely_unreadable", error=str(error))
            raise _away() from error

    def tell(self, event: Mapping[str, Any]) -> Receipt:
        """Sends an event that nobody asked for: the ticker calls, in the name of the tracker itself."""
        try:
            status, _content = self._post(EVENTS, event, "", "application.event")
        except Unavailable:
            return Receipt.AWAY
        if status in (200, 201):
            return Receipt.TAKEN
        log.error("matcher_refused", status=status)
        return Receipt.REFUSED if status in NEVER_TAKEN else Receipt.AWAY

    def tell_answer(self, person_id: str, answer: SourceAnswer) -> AnswerOutcome | None:
        """Passes on what a funder answered; what the matcher will never take counts as refused.

        None when it said something else to this one answer (its writer is gone, it stumbled): tell it again later.
        Raises Unavailable when it can't be reached.
        """
        status, content = self._post(ANSWERS, answer_to_json(answer), person_id, "application.first_contact")
        if status in REFUSALS:
            log.info("answer_refused", status=status, answer_id=answer.id)
            return AnswerOutcome.REFUSED
        if status != 200:
            log.error("matcher_refused", status=status, answer_id=answer.id)
            return None
        try:
            return AnswerOutcome(json.loads(content)["outcome"])
        except (ValueError, TypeError, KeyError) as error:
            log.error("outcome_unreadable", error=str(error), answer_id=answer.id)
            return None

    def _post(self, path: str, asked: Mapping[str, Any], person_id: str, reason: str) -> tuple[int, bytes]:
        url, body = f"{self._base_url}{path}", json.dumps(asked).encode()
        headers = service_calls.sign(
            self._keys,
            audience="matcher",
            method="POST",
            path=urlsplit(url).path,
            body=body,
            acting_person_id=person_id,
            reason=reason,
            now=self._clock.now(),
        )
        try:
            answer = self._http.post(url, body=body, headers=headers, purpose=Purpose.INTERNAL)
        except (EgressFailed, EgressRefused) as error:
            log.warning("matcher_away", error=str(error))
            raise _away() from error
        return answer.status, answer.body


def _away() -> Unavailable:
    return Unavailable(
        _("De bronnen zijn nu niet bereikbaar. Probeer het over een minuut opnieuw. Er is niets veranderd.")
    )
