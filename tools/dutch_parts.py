"""Makes the list of words that may be part of a compound from the Dutch word list in third_party/opentaal.

Run from the project, after that list is replaced: `python tools/dutch_parts.py`.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
WORDS = PROJECT / "third_party/opentaal/dutch"
PARTS = PROJECT / "services/matcher/data/dutch_parts.txt.gz"
PART = re.compile(r"[a-z]{3,12}")
"""Names, hyphens and figures are no part of a compound; what is longer is nearly always a compound itself."""


def parts_of_list(text: str) -> str:
    """The words that may be a part: lower case, no accents, one per line, in order."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "\n".join(sorted({word for word in plain.split("\n") if PART.fullmatch(word)}))


def main() -> None:
    """Writes the packed list; the same bytes for the same words."""
    parts = parts_of_list(WORDS.read_text(encoding="utf-8"))
    PARTS.write_bytes(gzip.compress(parts.encode("ascii"), 9, mtime=0))
    print(f"{PARTS.relative_to(PROJECT)}: {parts.count(chr(10)) + 1} words, {PARTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
