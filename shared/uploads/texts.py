"""The words in a file, for rules that look for something. Nothing that a file points at is fetched."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from email.message import Message
from html.parser import HTMLParser

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from shared.uploads.kinds import EXTENSIONS, FileKind, begins_as, extension_of
from shared.uploads.mails import content_of, parse_mail
from shared.uploads.refusals import Refused

MAX_PAGES = 30
MAX_LETTERS = 100_000
_MAX_XML = 5_000_000
_MAX_HTML = 200_000

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error)
_HIDDEN = frozenset(("script", "style"))
_LINES = frozenset(("br", "p", "div", "tr", *(f"h{level}" for level in range(1, 7))))


def text_of(kind: FileKind, data: bytes) -> str | None:
    """The text of a pdf, docx, odt or eml (with the files in it), at most MAX_LETTERS; None when it can't be read.

    Pictures have none, and neither has a pdf that is a picture of paper.
    """
    readers = {FileKind.PDF: _pdf, FileKind.DOCX: _docx, FileKind.ODT: _odt, FileKind.EML: _mail}
    if kind not in readers:
        return None
    text = readers[kind](data).replace("\r\n", "\n").replace("\x00", "").strip()
    return text[:MAX_LETTERS] or None


def _pdf(data: bytes) -> str:
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        return "\n\n".join(pages[number].extract_text() for number in range(min(len(pages), MAX_PAGES)))
    # A damaged pdf makes the library stumble in many ways; to us they are all "can't be read".
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return ""


def _docx(data: bytes) -> str:
    return _paragraphs(data, "word/document.xml", (f"{_WORD}p",))


def _odt(data: bytes) -> str:
    return _paragraphs(data, "content.xml", (f"{_TEXT}p", f"{_TEXT}h"))


def _paragraphs(data: bytes, member: str, tags: tuple[str, ...]) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.getinfo(member).file_size > _MAX_XML:
                return ""
            root = fromstring(packed.read(member), forbid_dtd=True)
    # A file in a mail was not looked through before: it may be locked (RuntimeError) or broken in any way.
    except (*_BROKEN, ParseError, DefusedXmlException, LookupError, ValueError, OSError, EOFError, RuntimeError):
        return ""
    return "\n".join("".join(part.itertext()) for part in root.iter() if part.tag in tags)


def _mail(data: bytes) -> str:
    try:
        parts = list(parse_mail(data).walk())
    except Refused:
        return ""
    plain = [_words(part) for part in parts if part.get_content_type() == "text/plain"]
    found = plain or [_of_html(_words(part)) for part in parts if part.get_content_type() == "text/html"]
    return "\n\n".join((*found, *filter(None, map(_attached, parts))))


def _words(part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        return content_of(part).decode(charset, "replace")
    # UnicodeError: a few known names (idna, undefined) are no letters to read with.
    except (LookupError, UnicodeError):
        return content_of(part).decode("utf-8", "replace")


def _of_html(text: str) -> str:
    reader = _Seen()
    # Never closed: what then comes after an unfinished tag takes the parser a time that grows with the square.
    reader.feed(f"{text[:_MAX_HTML]}<br>")
    return "".join(reader.pieces)


class _Seen(HTMLParser):
    """What somebody sees of a page: the words, and where a line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in _HIDDEN
        self.pieces.append("\n" if tag == "br" else " ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        self.pieces.append("\n" if tag in _LINES else " ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def _attached(part: Message) -> str:
    kind = EXTENSIONS.get(extension_of(part.get_filename() or ""))
    data = content_of(part)
    if kind in (FileKind.PDF, FileKind.DOCX, FileKind.ODT) and begins_as(kind, data):
        return text_of(kind, data) or ""
    return ""
