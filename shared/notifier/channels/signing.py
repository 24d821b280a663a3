"""Signs outgoing mail with our domain's key (DKIM, RFC 6376), so that receivers can tell that it is ours."""

from __future__ import annotations

from dataclasses import dataclass

import dkim

SIGNED = (
    b"from",
    b"to",
    b"reply-to",
    b"subject",
    b"date",
    b"message-id",
    b"in-reply-to",
    b"references",
    b"mime-version",
    b"content-type",
    b"auto-submitted",
    # RFC 8058: one-click unsubscribing counts only when the signature covers both.
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)
SMALLEST_KEY_BITS = 2048


@dataclass(frozen=True)
class MailSigner:
    """Signs for one domain. `key` is the private key in PEM form, `selector` names its public half in the DNS."""

    domain: str
    selector: str
    key: bytes

    def __post_init__(self) -> None:
        """Refuses a key that can't sign, or that receivers would find too weak; raises ValueError."""
        try:
            modulus = dkim.crypto.parse_pem_private_key(self.key)["modulus"]
        except (dkim.crypto.UnparsableKeyError, ValueError) as error:
            raise ValueError("the key is not an RSA private key in PEM form") from error
        if modulus.bit_length() < SMALLEST_KEY_BITS:
            raise ValueError(f"the key has {modulus.bit_length()} bits; give one of at least {SMALLEST_KEY_BITS}")

    def sign(self, content: bytes) -> bytes:
        """The same mail with its signature in front; `content` has CRLF line ends."""
        present = {line.split(b":", 1)[0].lower() for line in content.split(b"\r\n\r\n", 1)[0].split(b"\r\n")}
        signature: bytes = dkim.sign(
            content,
            self.selector.encode(),
            self.domain.encode(),
            self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name for name in SIGNED if name in present],
        )
        return signature + content
