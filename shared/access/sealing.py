"""Keeping small secrets that we must be able to read again: sealed with a key made from the suite's secret."""

from __future__ import annotations

import base64
import os

from shared.access.secrets import keyed

NONCE_BYTES = 12


class BrokenSeal(Exception):
    """What was kept was changed, belongs to another person, or was sealed with another secret."""


def seal(secret: bytes, purpose: str, owner: str, text: str) -> str:
    """The text as it may be kept: AES-256-GCM, readable for this purpose and owner only."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(keyed(secret, "seal", purpose)).encrypt(nonce, text.encode(), owner.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(secret: bytes, purpose: str, owner: str, sealed: str) -> str:
    """The text that was sealed. Raises BrokenSeal."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    kept = base64.urlsafe_b64decode(sealed)
    try:
        text = AESGCM(keyed(secret, "seal", purpose)).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], owner.encode())
    except InvalidTag as problem:
        raise BrokenSeal(f"what was sealed for {purpose} can't be opened") from problem
    return text.decode()
