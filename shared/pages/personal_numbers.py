"""Warns whoever typed what looks like the number of a person (BSN) in a text: we keep none, and ask for none."""

from __future__ import annotations

import re

from flask import Response, flash, request

from shared.wording.texts import gettext as _

# Only words with a number among them: a field for a number alone knows what it asks for.
_WORTH_A_LOOK = re.compile(r"\s.*\d{4}[.]?\d{2}[.]?\d{3}|\d{4}[.]?\d{2}[.]?\d{3}.*\s", re.DOTALL)


def warn(response: Response) -> Response:
    """Puts the warning on the page that follows an accepted form. A warning only: the sum can be right by chance."""
    if request.method == "POST" and response.status_code in (302, 303) and _holds_bsn():
        flash(_("Staat er een burgerservicenummer (BSN) in uw tekst? Haal het weg. Wij hebben het niet nodig."), "warn")
    return response


def _holds_bsn() -> bool:
    if "form" not in request.__dict__:  # nobody read it, so nothing of it was kept
        return False
    texts = [text for _name, values in request.form.lists() for text in values if _WORTH_A_LOOK.search(text)]
    if not texts:
        return False
    # Loaded when there is something to look at: a start of the pages should not wait for it.
    from shared.uploads.personal_numbers import has_bsn

    return any(has_bsn(text) for text in texts)
