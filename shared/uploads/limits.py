"""How much we take. One place, so that forms, checks and messages say the same."""

from __future__ import annotations

MAX_FILE_BYTES = 10_000_000
"""The largest file, in bytes; a larger one is refused before it is read."""

FORM_AROUND_BYTES = 50_000
"""What a form may add to the file it carries."""

MAX_FORM_BYTES = MAX_FILE_BYTES + FORM_AROUND_BYTES
"""`max_body` for a route that takes one file."""

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_RATIO = 100
"""What a packed file (docx, xlsx, odt, ods) may hold: members, bytes, and how many times its own size."""

MAX_PIXELS = 60_000_000
"""Of a photo (jpg, heic): one of a phone has 12 to 50 million, and takes three bytes a pixel at most."""

MAX_PIXELS_PNG = 20_000_000
"""Of a png, which is decoded whole, at four bytes a pixel and more than once: screens and scans stay below this."""

MAX_SIDE = 4_000
"""Photos are made no larger than this many pixels on a side: print on a receipt stays readable."""

MAX_NAME = 120
"""Characters of the name that people see, with its extension."""
