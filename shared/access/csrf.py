"""No other site can make somebody's browser change something here."""

from __future__ import annotations

from urllib.parse import urlsplit

from werkzeug.wrappers import Request

from shared.access.secrets import same
from shared.kernel.errors import Forbidden
from shared.wording.texts import gettext as _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"


def check(request: Request, *, token: str, has_session: bool, base_url: str) -> None:
    """Raises Forbidden for a change that did not come from a page or program of the person's own.

    `token` is what belongs to the request's cookie. A browser says where a request comes from, and then that decides
    first. Forms always need the token; JSON needs it when there is a session, for another site can't send JSON without
    being asked first.
    """
    if request.method in SAFE_METHODS:
        return
    if not _comes_from_us(request, base_url):
        raise Forbidden(_("Dit verzoek kwam van een andere website. Open de pagina hier en probeer het opnieuw."))
    if request.mimetype == "application/json" and not has_session:
        return
    if request.content_length in (None, 0) and not has_session and not request.cookies:
        return  # a program without cookies and without a form: nothing of the person's goes along
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not token or not same(given, token):
        raise Forbidden(_("Deze pagina stond te lang open. Laad de pagina opnieuw en probeer het nog eens."))


def _comes_from_us(request: Request, base_url: str) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return True  # an old browser or a program; the token decides
    return _origin(origin) in (_origin(base_url), _origin(request.host_url))


def _origin(address: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        return "", None, None
