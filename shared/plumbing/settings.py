"""Settings of the whole suite: read once, checked, frozen. A wrong one stops the start with its name and the mend."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from shared.plumbing.openid_settings import OpenIdSettings, read_openid

MIN_SECRET_BYTES = 32
EXAMPLE_WORDS = ("changeme", "change-me", "change_me", "default", "example", "password", "secret", "geheim")
"""What stands in a secret that was copied from somewhere instead of made."""
SMTP_EXAMPLE = "for example smtp://user:password@mail:587?starttls=1"
SERVICE_KEYS_EXAMPLE = 'JSON such as {"2026-11": "32 random characters or more"}'
CHANNEL_PREFIX = "CHANNEL_"
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says how to mend it."""


@dataclass(frozen=True)
class Settings:
    """Where everything is and how it is protected. Database addresses are SQLAlchemy URLs.

    `trusted_proxies` is how many proxies of ours stand in front; only then is a visitor's address read from a header.
    `believed_months`: how long status, amounts and dates of a source are believed after they were seen.
    `check_links` is whether the ticker looks at the pages of sources on the internet.
    `owner_urls` are the databases as the role that owns their tables, by name; only migrations use them.
    `channels` holds what CHANNEL_<NAME> says of further ways to reach people, by the name in small letters.
    """

    demo: bool
    base_url: str
    data_dir: Path
    people_url: str
    matcher_url: str
    tracker_url: str
    notifier_url: str
    redis_url: str | None
    secret: bytes
    service_keys: Mapping[str, bytes]
    smtp_url: str | None
    mail_from: str
    matcher_internal_url: str
    tracker_internal_url: str
    mail_reply_to: str | None = None
    dkim_selector: str | None = None
    dkim_key: str | None = None
    mail_events_secret: bytes | None = None
    lease_seconds: int = 60
    trusted_proxies: int = 0
    believed_months: int = 18
    check_links: bool = False
    channels: Mapping[str, str] = field(default_factory=dict)
    openid: OpenIdSettings | None = None
    owner_urls: Mapping[str, str] = field(default_factory=dict)

    def url_to_migrate(self, database: str) -> str:
        """Where `people`, `matcher`, `tracker` or `notifier` is migrated: at the address of its owner, if given."""
        own: str = getattr(self, f"{database}_url")
        return self.owner_urls.get(database, own)

    @property
    def https(self) -> bool:
        """Whether people reach the suite over https; decides the cookie's name and flags."""
        return self.base_url.startswith("https://")

    @staticmethod
    def from_environment(environ: Mapping[str, str]) -> Settings:
        """The settings of a process; raises SettingsError at the first one that is missing or unsafe.

        STEUNSTROMEN_DEMO=1 is set by `steunstromen up --demo` for its own processes: loopback only, mail on a page.
        """
        base_url = _base_url(_required(environ, "STEUNSTROMEN_BASE_URL", "for example https://steun.example.org"))
        demo = environ.get("STEUNSTROMEN_DEMO") == "1"
        if demo and urlsplit(base_url).hostname not in LOOPBACK_HOSTS:
            raise SettingsError(
                "STEUNSTROMEN_DEMO works on 127.0.0.1 only: its sign-in links need no mail. Leave it out."
            )
        return Settings(
            demo=demo,
            base_url=base_url,
            data_dir=Path(environ.get("DATA_DIR", "var")),
            people_url=_required(
                environ, "PEOPLE_DATABASE_URL", "a SQLAlchemy URL such as postgresql://user@host/people"
            ),
            matcher_url=_required(environ, "MATCHER_DATABASE_URL", "a SQLAlchemy URL"),
            tracker_url=_required(environ, "TRACKER_DATABASE_URL", "a SQLAlchemy URL"),
            notifier_url=_required(environ, "NOTIFIER_DATABASE_URL", "a SQLAlchemy URL"),
            redis_url=_required(environ, "REDIS_URL", "for example redis://:password@redis:6379/0"),
            secret=_secret(_required(environ, "SECRET_KEY", "at least 32 random characters"), "SECRET_KEY"),
            service_keys=_service_keys(_required(environ, "SERVICE_KEYS", SERVICE_KEYS_EXAMPLE)),
            smtp_url=None if demo else _required(environ, "SMTP_URL", SMTP_EXAMPLE),
            mail_from=_required(environ, "MAIL_FROM", "the sender's address of our own domain"),
            mail_reply_to=environ.get("MAIL_REPLY_TO") or None,
            **_dkim(environ),
            mail_events_secret=_mail_events_secret(environ),
            matcher_internal_url=environ.get("MATCHER_INTERNAL_URL", base_url),
            tracker_internal_url=environ.get("TRACKER_INTERNAL_URL", base_url),
            lease_seconds=_whole_number(environ, "LEASE_SECONDS", 60, lowest=1),
            trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", 0, lowest=0),
            believed_months=_whole_number(environ, "BELIEVED_MONTHS", 18, lowest=1),
            check_links=checks_links(environ, demo=demo),
            channels=channel_settings(environ),
            openid=openid_settings(environ, demo=demo),
            owner_urls=_owner_urls(environ),
        )


def local_settings(
    data_dir: Path,
    *,
    port: int,
    demo: bool,
    redis_url: str | None = None,
    smtp_url: str | None = None,
    mail_from: str | None = None,
    check_links: bool = False,
    channels: Mapping[str, str] | None = None,
    openid: OpenIdSettings | None = None,
) -> Settings:
    """The settings of `steunstromen up`: one machine, SQLite files and secrets inside `data_dir`, loopback only."""
    address = f"http://127.0.0.1:{port}"
    return Settings(
        demo=demo,
        base_url=address,
        data_dir=data_dir,
        people_url=sqlite_url(data_dir / "people.sqlite"),
        matcher_url=sqlite_url(data_dir / "matcher.sqlite"),
        tracker_url=sqlite_url(data_dir / "tracker.sqlite"),
        notifier_url=sqlite_url(data_dir / "notifier.sqlite"),
        redis_url=redis_url,
        secret=_secret(_kept(data_dir / "secret", _new_secret), "secret"),
        service_keys=_service_keys(_kept(data_dir / "service-keys.json", _new_service_keys)),
        smtp_url=smtp_url,
        mail_from=mail_from or "Steunstromen <noreply@steunstromen.invalid>",
        matcher_internal_url=address,
        tracker_internal_url=address,
        check_links=check_links,
        channels=channels or {},
        openid=openid,
    )


def openid_settings(environ: Mapping[str, str], *, demo: bool) -> OpenIdSettings | None:
    """Where else people may sign in; None when nothing is set. Raises SettingsError."""
    try:
        return read_openid(environ, _required, demo=demo)
    except ValueError as problem:
        raise SettingsError(str(problem)) from problem


def channel_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """What was set up of ways to reach people that are off by themselves; the channel itself reads its text."""
    names = sorted(name for name in environ if name.startswith(CHANNEL_PREFIX))
    return {name.removeprefix(CHANNEL_PREFIX).lower(): environ[name].strip() for name in names if environ[name].strip()}


def checks_links(environ: Mapping[str, str], *, demo: bool) -> bool:
    """Whether to look at pages on the internet: on, but off in demo mode, unless CHECK_LINKS says otherwise."""
    text = environ.get("CHECK_LINKS", "")
    if text not in ("", "0", "1"):
        raise SettingsError(f"CHECK_LINKS is {text!r}. Give 1 (look at the pages of sources) or 0 (do not).")
    return text == "1" if text else not demo


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


def to_environment(settings: Settings) -> dict[str, str]:
    """The environment that gives a child process of `steunstromen up` these settings; secrets stay in their files."""
    values = {
        "STEUNSTROMEN_BASE_URL": settings.base_url,
        "DATA_DIR": str(settings.data_dir),
        "PEOPLE_DATABASE_URL": settings.people_url,
        "MATCHER_DATABASE_URL": settings.matcher_url,
        "TRACKER_DATABASE_URL": settings.tracker_url,
        "NOTIFIER_DATABASE_URL": settings.notifier_url,
        "REDIS_URL": settings.redis_url or "",
        "SECRET_KEY_FILE": str(settings.data_dir / "secret"),
        "SERVICE_KEYS_FILE": str(settings.data_dir / "service-keys.json"),
        "STEUNSTROMEN_DEMO": "1" if settings.demo else "",
        "SMTP_URL": settings.smtp_url or "",
        "MAIL_FROM": settings.mail_from,
        "MATCHER_INTERNAL_URL": settings.matcher_internal_url,
        "TRACKER_INTERNAL_URL": settings.tracker_internal_url,
        "LEASE_SECONDS": str(settings.lease_seconds),
        "TRUSTED_PROXIES": str(settings.trusted_proxies),
        "BELIEVED_MONTHS": str(settings.believed_months),
        "CHECK_LINKS": "1" if settings.check_links else "0",
        **{f"{CHANNEL_PREFIX}{name.upper()}": text for name, text in settings.channels.items()},
    }
    return {name: value for name, value in values.items() if value}


def _owner_urls(environ: Mapping[str, str]) -> dict[str, str]:
    """Where migrations find the databases, when the services themselves may not change tables."""
    given = {name: _text(environ, f"{name.upper()}_OWNER_URL") for name in ("people", "matcher", "tracker", "notifier")}
    return {name: url for name, url in given.items() if url}


def _dkim(environ: Mapping[str, str]) -> dict[str, str]:
    """The key that mail is signed with, when there is one: it comes with the name of its public half."""
    if not _text(environ, "DKIM_SELECTOR") and not _text(environ, "DKIM_KEY"):
        return {}
    selector = _required(environ, "DKIM_SELECTOR", "the name under which the public key stands in the DNS")
    return {
        "dkim_selector": selector,
        "dkim_key": _required(environ, "DKIM_KEY", "an RSA private key in PEM form"),
    }


def _mail_events_secret(environ: Mapping[str, str]) -> bytes | None:
    """What reports of bounces are signed with; without it no reports are taken."""
    text = _text(environ, "MAIL_EVENTS_SECRET")
    return _secret(text, "MAIL_EVENTS_SECRET") if text else None


def _required(environ: Mapping[str, str], name: str, example: str) -> str:
    """The value of NAME; raises SettingsError with an example when there is none."""
    if text := _text(environ, name):
        return text
    raise SettingsError(f"{name} is not set. Give {example}, or {name}_FILE with a file that holds it.")


def _text(environ: Mapping[str, str], name: str) -> str:
    """The value of NAME, or of the file that NAME_FILE points at (how containers hand over secrets); may be empty."""
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            problem = f"{name}_FILE: {path} can't be read ({error.strerror}). Point it at a readable file."
            raise SettingsError(problem) from error
    return environ.get(name, "").strip()


def _whole_number(environ: Mapping[str, str], name: str, otherwise: int, *, lowest: int) -> int:
    text = environ.get(name, str(otherwise))
    if text.isascii() and text.isdigit() and int(text) >= lowest:
        return int(text)
    raise SettingsError(f"{name} is {text!r}. Give a whole number of {lowest} or more.")


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme == "https" and parts.hostname:
        return text.rstrip("/")
    if parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS:
        return text.rstrip("/")
    raise SettingsError(
        f"STEUNSTROMEN_BASE_URL is {text!r}: sign-in cookies are safe over https only (or http on 127.0.0.1). "
        "Give an https address."
    )


def _secret(text: str, name: str) -> bytes:
    secret = text.encode()
    is_example = any(word in text.lower() for word in EXAMPLE_WORDS)
    if len(secret) < MIN_SECRET_BYTES or len(set(secret)) < 8 or is_example:
        raise SettingsError(f"{name} is too short or too plain: give at least {MIN_SECRET_BYTES} random characters.")
    return secret


def _service_keys(text: str) -> dict[str, bytes]:
    try:
        keys = json.loads(text)
    except ValueError as error:
        raise SettingsError('SERVICE_KEYS is not JSON. Give {"key id": "secret of 32 characters or more"}.') from error
    if not isinstance(keys, dict) or not 1 <= len(keys) <= 2:
        raise SettingsError("SERVICE_KEYS must hold one key, or two while one replaces the other.")
    return {str(key): _secret(str(value), f"SERVICE_KEYS[{key}]") for key, value in keys.items()}


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The text in the file, made at the first start and readable by this user only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(make())
    return path.read_text(encoding="ascii")


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


def _new_service_keys() -> str:
    return json.dumps({"local": secrets.token_urlsafe(48)})
