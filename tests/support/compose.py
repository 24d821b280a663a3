"""Reads compose.yaml as the engine would, as far as tests need it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.source import ROOT

_VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}")
MakeSecrets = Callable[[Path], str]
"""Makes secrets in a folder and gives what the script says."""

DATABASES = ("people", "matcher", "tracker", "notifier")
OWN_IMAGE = "steunstromen:local"
VALUES = {"SITE_ADDRESS": "steun.example.org", "MAIL_FROM": "Steunstromen <noreply@steun.example.org>"}


def interpolate(text: str, values: Mapping[str, str]) -> str:
    """Fill in `${NAME}`, `${NAME:-default}` and `${NAME:?message}`; a missing required one is a KeyError."""

    def fill(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if name in values:
            return values[name]
        if kind == "-":
            return str(rest)
        raise KeyError(f"{name}: {rest or 'is not set'}")

    return _VARIABLE.sub(fill, text)


@cache
def project() -> dict[str, Any]:
    """Give the whole file, anchors resolved and variables filled in with made-up values."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(interpolate(text, VALUES))
    return loaded


def services() -> dict[str, dict[str, Any]]:
    """Give all containers by name."""
    found: dict[str, dict[str, Any]] = project()["services"]
    return found


def own_services() -> dict[str, dict[str, Any]]:
    """Give the containers that run our image."""
    return {name: service for name, service in services().items() if service["image"] == OWN_IMAGE}
