"""Random values and digests. What is secret is kept as a digest or made again from the key; never stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

SESSION_BYTES = 16


def new_token() -> str:
    """128 random bits as text that fits in a cookie."""
    return secrets.token_urlsafe(SESSION_BYTES)


def digest(text: str) -> str:
    """SHA-256 in hexadecimal; enough for values that are random themselves."""
    return hashlib.sha256(_bytes(text)).hexdigest()


def keyed(secret: bytes, purpose: str, text: str) -> bytes:
    """HMAC-SHA256 of the text for one purpose, so that a value made for one thing is worth nothing for another."""
    return hmac.new(secret, _bytes(f"{purpose}:{text}"), hashlib.sha256).digest()


def keyed_text(secret: bytes, purpose: str, text: str) -> str:
    """The same as text for addresses and form fields: 43 characters."""
    return base64.urlsafe_b64encode(keyed(secret, purpose, text)).rstrip(b"=").decode()


def same(one: str, other: str) -> bool:
    """Compares without telling by its time how much was right."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def _bytes(text: str) -> bytes:
    # JSON can carry half a surrogate pair, which is no reason to fall over.
    return text.encode("utf-8", "surrogatepass")
