"""Addresses of the static files. Each carries the digest of its content, so that browsers may keep it for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory, url_for

from shared.plumbing.endpoints import PUBLIC, page

STATIC = Path(__file__).parent / "static"
_A_YEAR = 31_536_000

blueprint = Blueprint("page_files", __name__)


def asset(name: str) -> str:
    """The address of a static file for this application, also under a mount: `/tracker/static/pages/pages.css?v=…`."""
    return url_for("page_files.static_file", name=name, v=digest(name))


@cache
def digest(name: str) -> str:
    """The first twelve characters of the SHA-256 of a static file. Raises FileNotFoundError for an unknown name."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


@page(blueprint, "GET", "/static/pages/<name>", right=PUBLIC)
def static_file(name: str) -> Response:
    """A static file; kept for a year only when asked for by its present digest."""
    response = send_from_directory(STATIC, name)
    response.cache_control.no_cache = None
    response.cache_control.public = True
    if request.args.get("v") == digest(name):
        response.cache_control.max_age = _A_YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.max_age = 0
    return response
