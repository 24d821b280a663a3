"""Where to go after signing in: only to our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

START = "/"
MAX_LENGTH = 500


def own_path(text: str | None) -> str:
    """The path when it is one of ours, else the start page. Browsers read `/\\` and `//` as another site."""
    if not text or len(text) > MAX_LENGTH or not text.startswith("/"):
        return START
    if text.startswith("//") or "\\" in text or not text.isprintable() or any(c.isspace() for c in text):
        return START
    try:
        parts = urlsplit(text)
    except ValueError:
        return START
    return START if parts.scheme or parts.netloc else text
