"""A small party to sign in at (OpenID Connect) on 127.0.0.1: real HTTP, real signatures, and lies on demand."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
CLIENT, SECRET = "steunstromen", "a secret of the client, only for tests"
Claims = dict[str, Any]


class Provider(ThreadingHTTPServer):
    """Signs in whoever `email` names, without asking. `change` may bend the claims, `sign` the token."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.now = now
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key: RSAKey | ECKey = KEY
        self.email, self.subject = "noor@voorbeeld.nl", "noor-1"
        self.change: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], str] = self.signed
        self.asked: dict[str, dict[str, str]] = {}
        self.calls: list[str] = []

    def authorize(self, address: str) -> str:
        """What the browser does there: the person signs in and is sent back, to the address that this gives."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def signed(self, claims: Claims) -> str:
        """The token as an honest party signs it."""
        kind = "ES256" if isinstance(self.key, ECKey) else "RS256"
        return jwt.encode({"alg": kind, "kid": self.key.kid}, claims, self.key, algorithms=[kind])

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """The token for a code; each code is good once, for who can prove to have asked for it."""
        asked = self.asked.pop(form.get("code", ""), None)
        expected = f"Basic {base64.b64encode(f'{CLIENT}:{quote(SECRET)}'.encode()).decode()}"
        if asked is None or authorization != expected or asked["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if proof != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        at = int(self.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "iat": at,
            "exp": at + 300,
            "auth_time": at,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": True,
        }
        return 200, {"token_type": "Bearer", "access_token": "x", "id_token": self.sign(self.change(claims))}

    def described(self) -> Claims:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }


class Handler(BaseHTTPRequestHandler):
    """Its pages."""

    server: Provider

    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        if self.path.startswith("/authorize?"):
            self.send_response(302)
            self.send_header("Location", self.server.authorize(self.path))
            self.end_headers()
        elif self.path == "/keys":
            self._give(200, {"keys": [self.server.key.as_dict(private=False)]})
        elif self.path == "/.well-known/openid-configuration":
            self._give(200, self.server.described())
        else:
            self._give(404, {})

    def do_POST(self) -> None:
        self.server.calls.append(self.path)
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        self._give(*self.server.exchange(form, self.headers.get("Authorization", "")))

    def _give(self, status: int, body: Claims) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def running_provider(now: Callable[[], datetime]) -> Iterator[Provider]:
    """A party that answers until the end of the block."""
    provider = Provider(now)
    thread = threading.Thread(target=lambda: provider.serve_forever(poll_interval=0.02))
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
