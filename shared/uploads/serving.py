"""Giving a file back: always as a download that no browser runs or keeps."""

from __future__ import annotations

import io

from flask import Response, send_file

from shared.kernel.letters import is_hidden
from shared.uploads.limits import MAX_NAME

_HEADERS = {
    # Should a browser show it all the same, it gets no scripts, no forms, no network and no origin.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def as_download(data: bytes, name: str, media_type: str) -> Response:
    """The answer that hands over a file. The caller has checked who may have it; the name makes no header."""
    shown = "".join(letter for letter in name if not is_hidden(letter))[:MAX_NAME]
    response = send_file(io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=shown, etag=False)
    response.headers.update(_HEADERS)
    return response
