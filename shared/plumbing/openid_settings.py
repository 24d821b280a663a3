"""Settings of signing in at another party (OpenID Connect). Without an issuer there is no such way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_NAME = "OpenID"
LONGEST_NAME = 40


@dataclass(frozen=True)
class OpenIdSettings:
    """The party at which people may sign in, and who we are there.

    `name` stands on the button. `second_factor` are values of `amr` or `acr` that count as a second factor of ours.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str = DEFAULT_NAME
    second_factor: frozenset[str] = frozenset()


def read_openid(
    environ: Mapping[str, str], required: Callable[[Mapping[str, str], str, str], str], *, demo: bool = False
) -> OpenIdSettings | None:
    """The settings; None without OPENID_ISSUER. Raises ValueError with the name and the mend.

    `required` reads a setting or the file that it stands in. Only a demo may have its party on this same machine.
    """
    if not environ.get("OPENID_ISSUER", "").strip():
        return None
    issuer = environ["OPENID_ISSUER"].strip()
    parts = urlsplit(issuer)
    is_near = demo and parts.scheme == "http" and parts.hostname == "127.0.0.1"
    if (not is_near and (parts.scheme != "https" or not parts.hostname)) or parts.query or parts.fragment:
        raise ValueError(f"OPENID_ISSUER is {issuer!r}. Give its https address, as the party itself writes it.")
    name = environ.get("OPENID_NAME", "").strip() or DEFAULT_NAME
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(f"OPENID_NAME is {name!r}. Give a name of {LONGEST_NAME} letters at most for the button.")
    return OpenIdSettings(
        issuer=issuer,
        client_id=required(environ, "OPENID_CLIENT_ID", "the name that the party gave this suite"),
        client_secret=required(environ, "OPENID_CLIENT_SECRET", "the secret that came with it"),
        name=name,
        second_factor=frozenset(environ.get("OPENID_SECOND_FACTOR", "").split()),
    )
