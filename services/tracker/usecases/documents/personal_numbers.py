"""Warning whoever sends a file that seems to hold the number of a person (BSN): we keep none, and ask for none."""

from __future__ import annotations

from shared.uploads import Checked
from shared.uploads.personal_numbers import has_bsn
from shared.uploads.texts import text_of
from shared.wording.texts import gettext as _


def personal_warning(checked: Checked) -> str:
    """What to look at when a file seems to hold the number of a person; empty when it does not."""
    if not has_bsn(text_of(checked.kind, checked.data) or ""):
        return ""
    return _("Staat er een burgerservicenummer (BSN) in dit bestand? Haal het weg. Wij hebben het niet nodig.")
