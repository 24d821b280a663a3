"""Cells of a sheet that are no fact, in words."""

from __future__ import annotations

from services.tracker.domain.sheets.columns import FIELD_LABELS
from services.tracker.domain.sheets.rows import Odd
from shared.wording.texts import gettext as _


def odd_text(odd: Odd) -> str:
    """What stood there, and why it is no fact."""
    label = _(FIELD_LABELS[odd.field])
    name = f"{label[:1].upper()}{label[1:]}"
    match odd.reason:
        case "merged":
            return _(
                "%(name)s: deze cel is samengevoegd met rij %(line)s. Wij vulden niets in.", name=name, line=odd.text
            )
        case "colour":
            return _(
                "%(name)s: de rij is alleen gekleurd (%(colour)s). Schrijf de stand op.", name=name, colour=odd.text
            )
        case "no_amount":
            return _("%(name)s: “%(text)s” is geen vast bedrag.", name=name, text=odd.text)
        case "no_day":
            return _("%(name)s: “%(text)s” is geen vaste datum.", name=name, text=odd.text)
        case "no_person":
            return _("%(name)s: “%(text)s” kennen wij niet bij deze plek.", name=name, text=odd.text)
        case "no_ref":
            return _("%(name)s: “%(text)s” is geen goede ref.", name=name, text=odd.text)
    return _("%(name)s: “%(text)s”.", name=name, text=odd.text)
