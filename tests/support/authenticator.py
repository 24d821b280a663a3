"""A device with passkeys, in software: it makes keys and signs as a browser's answer says (WebAuthn, ES256)."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Authenticator:
    """One passkey of one device. `flags` says what it claims: that somebody was there, and who."""

    def __init__(self, origin: str, host: str = "localhost") -> None:
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.count = 0

    def make(self, options: str, *, flags: int = PRESENT | VERIFIED) -> str:
        """The answer to options for making one."""
        numbers = self.key.public_key().public_numbers()
        point = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = b"\0" * 16 + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(point)
        data = self._data(flags | ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = self._told("webauthn.create", options)
        return self._answer(clientDataJSON=told, attestationObject=attestation)

    def sign(self, options: str, *, flags: int = PRESENT | VERIFIED) -> str:
        """The answer to options for proving."""
        self.count += 1
        data, told = self._data(flags), self._told("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=told, authenticatorData=data, signature=signature)

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _told(self, kind: str, options: str) -> bytes:
        about: dict[str, Any] = {"type": kind, "challenge": json.loads(options)["challenge"], "origin": self.origin}
        return json.dumps(about).encode()

    def _answer(self, **response: bytes) -> str:
        named = {name: encoded(value) for name, value in response.items()}
        return json.dumps({"id": encoded(self.id), "rawId": encoded(self.id), "type": "public-key", "response": named})
