"""The kinds of file that we take, known by their first bytes as well as by their extension."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class FileKind(StrEnum):
    """A kind of file as it is kept. Photos of the kind heic come in and are kept as jpg."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    PNG = "png"
    JPG = "jpg"
    HEIC = "heic"
    EML = "eml"


EXTENSIONS = {kind.value: kind for kind in FileKind} | {"jpeg": FileKind.JPG, "heif": FileKind.HEIC}

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
    FileKind.HEIC: "image/heic",
    FileKind.EML: "message/rfc822",
}

IMAGES = frozenset({FileKind.PNG, FileKind.JPG, FileKind.HEIC})
PACKED = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.ODS})

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"heif"})


def extension_of(name: str) -> str:
    """What stands behind the last dot, in small letters; empty when there is none."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def begins_as(kind: FileKind, data: bytes) -> bool:
    """Whether the first bytes are those of the kind. A mail has none: mails.py reads its headers."""
    return _BEGINNINGS[kind](data)


def _packed(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


_BEGINNINGS: dict[FileKind, Callable[[bytes], bool]] = {
    # At the very start: a page that has a pdf further on is a page.
    FileKind.PDF: lambda data: data.startswith(b"%PDF-"),
    FileKind.PNG: lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    FileKind.JPG: lambda data: data.startswith(b"\xff\xd8\xff"),
    FileKind.HEIC: lambda data: data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS,
    FileKind.DOCX: _packed,
    FileKind.XLSX: _packed,
    FileKind.ODT: _packed,
    FileKind.ODS: _packed,
    FileKind.EML: lambda data: b"\x00" not in data,
}
