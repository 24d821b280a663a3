"""Nothing of one machine, of a package registry or of somebody's secrets is in the project."""

from __future__ import annotations

import re

import pytest

from tests.support.source import ROOT, text_of, tracked_files

# Written in parts, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a package registry": r"(pypi"
    r"\.org|pythonhosted\.org|registry\.npmjs|--index"
    r"-url|--extra"
    r"-index|PIP_INDEX"
    r"_URL)",
    "a folder of one machine": r"(?<![\w.-])(/" r"root/|/ho" r"me/[a-z]|/wo" r"rk/|/Us" r"ers/[A-Za-z])",
    "a private key": r"BEGIN [A-Z ]*PRIVATE" r" KEY",
    "a key of a provider": r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|xox[abp]-[A-Za-z0-9-]{20,})",
    # The word password itself, a variable, or this machine: an example, not a secret.
    "an address with a password": r"://[^/\s:@'\"{}$<>]+:(?!password@)[^/\s:@'\"{}$<>%]{3,}@(?!127\.0\.0\.1|localhost|example\.)",
}
# The set-up takes the registry from the user's own pip settings; these say so in words that look like one.
ALLOWED = {
    "tools/lock.py": {"--no-emit-index-url"},
    "third_party": None,
}


def _skipped(name: str) -> bool:
    return any(allowed is None and name.startswith(f"{part}/") for part, allowed in ALLOWED.items())


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_tracked_file_holds(kind: str) -> None:
    pattern = re.compile(FORBIDDEN[kind])
    found = []
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        text = text_of(path)
        if text is None or _skipped(name):
            continue
        for phrase in ALLOWED.get(name) or ():
            text = text.replace(phrase, "")
        found += [f"{name}: {match.group(0)}" for match in pattern.finditer(text)]
    assert not found, f"{kind}:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("a package registry", "see https://py" + "pi.org/" + "simple"),
        ("a folder of one machine", "open('/ro" + "ot/x')"),
        ("a private key", "-----BEGIN RSA PRIVATE" + " KEY-----"),
        ("a key of a provider", "AKIA" + "A" * 16),
        ("an address with a password", "redis://worker:geh" + "eim1@queue.internal/0"),
    ],
)
def test_each_pattern_finds_its_kind(kind: str, text: str) -> None:
    assert re.search(FORBIDDEN[kind], text)


def test_secrets_and_data_are_not_tracked() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in tracked_files()
        if path.suffix in {".pem", ".key", ".sqlite3", ".db"} or path.name == ".env"
    ]
    assert not wrong
