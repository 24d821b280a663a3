"""The shipped list of parts is what the tool makes of the list in third_party, and that is unchanged."""

from __future__ import annotations

import hashlib
from pathlib import Path

from services.matcher.storage.word_files import compound_parts
from tools.dutch_parts import WORDS, parts_of_list


def test_the_list_is_unchanged():
    lines = (WORDS.parent / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    assert {line.split()[1] for line in lines} == {"dutch", "LICENSE"}
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256(Path(WORDS.parent / name).read_bytes()).hexdigest() == digest


def test_the_parts_are_those_of_the_list():
    assert compound_parts() == set(parts_of_list(WORDS.read_text(encoding="utf-8")).split("\n"))
