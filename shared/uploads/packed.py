"""Documents that are zip files inside: docx, xlsx, odt, ods. Looked through member by member before they are kept."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib

from shared.uploads.kinds import FileKind
from shared.uploads.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED_BYTES
from shared.uploads.packed_xml import check_xml
from shared.uploads.policy import screen
from shared.uploads.refusals import Refused

_MARKS = {
    FileKind.DOCX: ("word/document.xml", None),
    FileKind.XLSX: ("xl/workbook.xml", None),
    FileKind.ODT: ("mimetype", b"application/vnd.oasis.opendocument.text"),
    FileKind.ODS: ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
}
_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "basic/", "scripts/", "activex/")
_OUTSIDE = ("externallinks/",)
_XML = (".xml", ".rels", ".rdf")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error)


def check_packed(kind: FileKind, data: bytes) -> None:
    """Raises Refused for a file that unpacks to too much, is not what its name says, or does more than show text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            _check_sizes(members, len(data))
            for member in members:
                _check_name(member)
            _check_mark(kind, packed)
            for member in members:
                _check_content(packed, member)
    # ValueError: also a name that is not in the letters it says to be in.
    except (*_BROKEN, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Refused("damaged") from error


def _check_sizes(members: list[zipfile.ZipInfo], packed_bytes: int) -> None:
    unpacked = sum(member.file_size for member in members)
    most = min(MAX_UNPACKED_BYTES, MAX_RATIO * packed_bytes)
    if len(members) > MAX_MEMBERS or unpacked > most:
        raise Refused("too_much_inside")


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    mode = member.external_attr >> 16
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or stat.S_ISLNK(mode):
        raise Refused("strange_inside")
    if member.flag_bits & 0x1:
        raise Refused("locked")
    low = name.lower()
    if any(low.startswith(mark) or f"/{mark}" in f"/{low}" for mark in _MACROS):
        raise Refused("macros")
    if any(mark in low for mark in _OUTSIDE):
        raise Refused("outside_link")


def _check_mark(kind: FileKind, packed: zipfile.ZipFile) -> None:
    name, content = _MARKS[kind]
    if name not in packed.namelist():
        raise Refused("kind_differs")
    if content is not None and packed.read(name).strip() != content:
        raise Refused("kind_differs")


def _check_content(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    # zipfile gives no more bytes than the member says it has, so the sum above holds for what is read here.
    content = packed.read(member)
    screen(content)
    if member.filename.lower().endswith(_XML):
        check_xml(content)
