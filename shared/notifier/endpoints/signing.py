"""Signs webhooks in the way of Standard Webhooks (version 1, HMAC-SHA256 over id, time and body)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from shared.access.secrets import keyed

SALT_BYTES = 32


def new_salt() -> str:
    """What a new secret is made from."""
    return secrets.token_hex(SALT_BYTES)


def secret_of(suite_secret: bytes, salt: str) -> str:
    """The secret as its receiver gets it: `whsec_` and base64 of 32 bytes. Made anew each time, stored nowhere."""
    return "whsec_" + base64.b64encode(keyed(suite_secret, "webhook-secret", salt)).decode()


def signed_headers(message_id: str, at: datetime, body: bytes, whsecs: Iterable[str]) -> Mapping[str, str]:
    """The three headers of one attempt; a signature per secret, so that either can check it."""
    seconds = str(int(at.timestamp()))
    signed = b".".join((message_id.encode(), seconds.encode(), body))
    signatures = " ".join(f"v1,{_signature(whsec, signed)}" for whsec in whsecs)
    return {"webhook-id": message_id, "webhook-timestamp": seconds, "webhook-signature": signatures}


def _signature(whsec: str, signed: bytes) -> str:
    key = base64.b64decode(whsec.removeprefix("whsec_"))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
