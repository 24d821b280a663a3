"""Addresses of the static files. Each carries the digest of its content, so that browsers may keep it for a year."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request, url_for

from shared.kernel.errors import NotFound
from shared.plumbing.endpoints import PUBLIC, page

STATIC = Path(__file__).parent / "static"
_A_YEAR = 31_536_000

blueprint = Blueprint("page_files", __name__)


def asset(name: str) -> str:
    """The address of a static file for this application, also under a mount: `/tracker/static/pages/pages.css?v=…`."""
    return url_for("page_files.static_file", name=name, v=digest(name))


@cache
def digest(name: str) -> str:
    """The first twelve characters of the SHA-256 of a static file. Raises NotFound for an unknown name."""
    return hashlib.sha256(_content(name)).hexdigest()[:12]


@cache
def _content(name: str) -> bytes:
    # Only names that stand in the folder itself: a path in a request never reaches the file system.
    known = {path.name: path for path in STATIC.iterdir() if path.is_file()}
    if name not in known:
        raise NotFound()
    return known[name].read_bytes()


@page(blueprint, "GET", "/static/pages/<name>", right=PUBLIC)
def static_file(name: str) -> Response:
    """A static file; kept for a year only when asked for by its present digest."""
    response = Response(_content(name), mimetype=mimetypes.guess_type(name)[0])
    response.set_etag(digest(name))
    response.cache_control.public = True
    if request.args.get("v") == digest(name):
        response.cache_control.max_age = _A_YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.max_age = 0
    response.make_conditional(request)
    return response
