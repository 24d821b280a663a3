"""Files as people and attackers send them, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

from openpyxl import Workbook
from PIL import Image
from PIL.Image import Exif
from pillow_heif import register_heif_opener

register_heif_opener()

GPS = 0x8825
ORIENTATION = 0x0112

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(lines: tuple[str, ...] = ("Dag",), extra: bytes = b"") -> bytes:
    """A small, whole pdf with this text on one page."""
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    stream = b"BT /F1 11 Tf 14 TL 50 800 Td\n" + shown + b"ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + extra + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font,
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _escaped(line: str) -> bytes:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")


def packed(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


Members = dict[str, bytes | str] | dict[str, bytes] | dict[str, str]


def docx(lines: tuple[str, ...] = ("Dag",), more: Members | None = None) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": document, **(more or {})})


def odt(content: str = "<office:document-content xmlns:office='o'/>", more: Members | None = None) -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(more or {})})


def xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"] = "Begroting"
    book.save(out)
    return out.getvalue()


def photo(form: str = "JPEG", size: tuple[int, int] = (40, 20), orientation: int = 6) -> bytes:
    """A photo as a phone makes it: on its side, with the place it was taken."""
    exif = Exif()
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 5.0, 17.0)
    out = io.BytesIO()
    picture = Image.new("RGB", size, "orange")
    picture.putpixel((0, 0), (0, 0, 255))
    picture.save(out, form, exif=exif.tobytes(), quality=95)
    return out.getvalue()


def large_png(side: int) -> bytes:
    """A png of a few kilobytes that unpacks to side x side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"\x00" * ((side // 8 + 2) * 64), 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def mail(text: str = "Dag", attachment: tuple[str, bytes] | None = None) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "fonds@example.org", "anna@example.org", "Uw aanvraag"
    made["Date"] = "Fri, 20 Nov 2026 10:00:00 +0100"
    made.set_content(text)
    if attachment:
        name, content = attachment
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
