"""Saved mails (.eml): their headers prove what they are, their parts are looked at like files of their own."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from shared.uploads.limits import MAX_MEMBERS
from shared.uploads.policy import screen
from shared.uploads.refusals import Refused


def parse_mail(data: bytes) -> Message:
    """The mail in these bytes. Raises Refused when it is none."""
    try:
        mail = message_from_bytes(data)
    except RecursionError as error:
        raise Refused("strange_inside") from error
    if not mail["From"] or not (mail["Date"] or mail["Subject"]):
        raise Refused("kind_differs")
    return mail


def check_mail(data: bytes) -> None:
    """Raises Refused for what is not a mail, and for a mail with a program in it."""
    parts = list(parse_mail(data).walk())
    if len(parts) > MAX_MEMBERS:
        raise Refused("too_much_inside")
    for part in parts:
        screen(content_of(part))


def content_of(part: Message) -> bytes:
    """The bytes of one part; none for a part that only holds others."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
