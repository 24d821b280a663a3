"""One XML member of a packed document: no definitions of its own, and nothing that is fetched from elsewhere."""

from __future__ import annotations

# The parser itself and not a tree: only two handlers are asked, so that a large sheet passes in little time and memory.
from xml.parsers import expat

from shared.uploads.refusals import Refused

_FETCHED = frozenset(
    (
        *("draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame"),
        *("table:table-source", "text:section-source", "form:connection-resource", "office:dde-source"),
    )
)
"""Elements of ODF that load what they point at; a link to click on (text:a) is not one of them."""


def check_xml(content: bytes) -> None:
    """Raises Refused for a document type (so for every entity), for macros, and for what loads from outside."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = _no_outside
    try:
        parser.Parse(content, True)
    # LookupError and ValueError: letters (an encoding) that nobody knows, or that the parser cannot read.
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused("damaged") from error


def _no_doctype(*_: object) -> None:
    raise Refused("strange_inside")


def _no_outside(name: str, attributes: dict[str, str]) -> None:
    if name == "Relationship" or name.endswith(":Relationship"):
        # A hyperlink is followed by a person who clicks; every other outside target is loaded by itself.
        if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith("/hyperlink"):
            raise Refused("outside_link")
    elif name == "script:event-listener":
        raise Refused("macros")
    elif name in _FETCHED and _is_elsewhere(attributes.get("xlink:href", "")):
        raise Refused("outside_link")
    elif "macroEnabled" in attributes.get("ContentType", ""):
        raise Refused("macros")


def _is_elsewhere(target: str) -> bool:
    return "://" in target or target.startswith(("//", "..", "/", "\\", "file:"))
