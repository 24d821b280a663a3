"""Looks whether a page on the internet is still there, through the one way out."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from services.matcher.domain.care.dead_links import MISSING_STATUSES, Look, Seen
from shared.egress.http import Answer, EgressFailed, EgressRefused, Http, Purpose

LONGEST_URL = 2_000
_NO_ANSWER = frozenset({"unknown_name"})
"""Refusals that say nothing about the address itself: a name that is unknown today may be a fault on our side."""
_FOR_GOOD = frozenset({301, 308})


class PageLooks:
    """Asks for the head of a page and, where that is not answered well, for the page itself."""

    def __init__(self, http: Http, purpose: Purpose = Purpose.PUBLIC) -> None:
        self._http = http
        self._purpose = purpose

    def look(self, url: str) -> Look:
        """What one look finds. Plain http is never called: there its https address is looked at."""
        if self._purpose is Purpose.PUBLIC and url.startswith("http://"):
            secure = f"https://{url.removeprefix('http://')}"
            look = self._look(secure)
            return Look(Seen.MOVED, look.reason, secure) if look.seen is Seen.THERE else look
        return self._look(url)

    def _look(self, url: str) -> Look:
        try:
            answer = self._http.head(url, purpose=self._purpose)
            if answer.status >= 400:  # many sites answer only who asks for the page itself
                answer = self._http.get(url, purpose=self._purpose)
        except EgressRefused as refused:
            return Look(Seen.NO_ANSWER if refused.code in _NO_ANSWER else Seen.NOT_CALLED, refused.code)
        except EgressFailed as failed:
            return Look(Seen.NO_ANSWER, failed.code)
        return _meaning(url, answer)


def _meaning(url: str, answer: Answer) -> Look:
    code = str(answer.status)
    if answer.status in MISSING_STATUSES:
        return Look(Seen.MISSING, code)
    if answer.status >= 400:
        return Look(Seen.NO_ANSWER, code)
    moved_to = _target(url, answer) if answer.status in _FOR_GOOD else None
    return Look(Seen.MOVED, code, moved_to) if moved_to else Look(Seen.THERE, code)


def _target(url: str, answer: Answer) -> str | None:
    given = next((value for name, value in answer.headers.items() if name.lower() == "location"), "")
    try:
        target = urljoin(url, given.strip())
        is_page = urlsplit(target).scheme in ("http", "https") and target != url
    except ValueError:
        return None
    return target if is_page and len(target) <= LONGEST_URL and target.isprintable() else None
