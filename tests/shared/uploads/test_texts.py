"""The words in files, and that nothing a file points at is fetched."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from shared.uploads.kinds import FileKind
from shared.uploads.texts import MAX_LETTERS, text_of
from tests.shared.uploads import made_files as made

ODT = (
    "<o xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
    "<text:h>Besluit</text:h><text:p>Wij <text:span>geven</text:span> u geld.</text:p></o>"
)


def of_html(html: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "Besluit"
    mail.set_content(html, subtype="html")
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        (FileKind.PDF, made.pdf(("Beste Anna,", "€ 500 toegekend")), "Beste Anna,\n€ 500 toegekend"),
        (FileKind.DOCX, made.docx(("Beste Anna,", "ja")), "Beste Anna,\nja"),
        (FileKind.ODT, made.odt(ODT), "Besluit\nWij geven u geld."),
        (FileKind.EML, made.mail("Ja, u krijgt het."), "Ja, u krijgt het."),
        (FileKind.EML, of_html("<style>p{}</style><p>Ja &amp; amen</p><script>1</script>"), "Ja & amen"),
        (FileKind.PNG, made.photo("PNG"), None),
        (FileKind.PDF, b"%PDF-1.4 en dan niets", None),
        (FileKind.DOCX, b"PK\x03\x04kapot", None),
        (FileKind.EML, b"zomaar", None),
    ],
)
def test_the_text_of_a_file(kind, data, text):
    found = text_of(kind, data)
    assert (None if found is None else "\n".join(line.strip() for line in found.splitlines() if line.strip())) == text


def test_a_mail_brings_the_text_of_what_is_attached():
    data = made.mail("Zie bijlage", ("besluit.pdf", made.pdf(("Toegekend",))))
    assert text_of(FileKind.EML, data) == "Zie bijlage\n\n\nToegekend"


def test_a_very_long_text_is_cut():
    found = text_of(FileKind.DOCX, made.docx(("woord " * 50_000,)))
    assert found is not None and len(found) == MAX_LETTERS


def test_h59_nothing_that_a_pdf_points_at_is_fetched(tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("geheim")
    points = f" /AA << /O << /S /GoToR /F ({canary}) >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9]"
    points += f" /A << /S /URI /URI (http://127.0.0.1:9/{canary}) >> >>] /X << /F (file://{canary}) /FFilter /None >>"
    text = text_of(FileKind.PDF, made.pdf(("Dag",), points.encode()))
    assert text == "Dag"


def test_h40_entities_are_not_filled_in(tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("geheim")
    bomb = f'<!DOCTYPE a [<!ENTITY d SYSTEM "file://{canary}">]><a>&d;</a>'
    assert text_of(FileKind.DOCX, made.packed({"word/document.xml": bomb})) is None


@pytest.mark.parametrize("unit", ["<script>", "<style>x", "<!--", "<a ", "<"])
def test_a_page_that_never_ends_a_tag_takes_little_time(unit):
    begun = time.perf_counter()
    text_of(FileKind.EML, of_html(unit * (128_000 // len(unit))))
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("letters", ["idna", "undefined", "zomaar"])
def test_a_mail_in_letters_that_nobody_reads(letters):
    head = f'From: a@b.nl\r\nSubject: x\r\nContent-Type: text/plain; charset="{letters}"\r\n\r\n'
    assert text_of(FileKind.EML, f"{head}Dag\r\n".encode()) == "Dag"


def test_a_locked_file_in_a_mail_has_no_words():
    locked = bytearray(made.docx())
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    assert text_of(FileKind.EML, made.mail("Zie bijlage", ("brief.docx", bytes(locked)))) == "Zie bijlage"
