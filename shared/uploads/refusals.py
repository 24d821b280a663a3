"""Why a file is not taken, in words that say the mend."""

from __future__ import annotations

from shared.kernel.errors import FieldError, InvalidInput, TooLarge
from shared.uploads.limits import MAX_FILE_BYTES
from shared.wording.texts import gettext as _


class Refused(Exception):
    """A check said no; `code` is one of the codes below. Inside this folder only: `refusal` makes the real error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refusal(code: str, field: str) -> InvalidInput:
    """The error for one file field."""
    message = _messages()[code]
    kind = TooLarge if code == "too_large" else InvalidInput
    return kind([FieldError(field, code, message)])


def _messages() -> dict[str, str]:
    return {
        "required": _("Kies een bestand."),
        "empty": _("Dit bestand is leeg. Kies een ander."),
        "too_large": _("Dit bestand is te groot. Er past %(most)s MB in.", most=MAX_FILE_BYTES // 1_000_000),
        "kind_unknown": _(
            "Dit soort bestand nemen wij niet aan. Kies pdf, docx, xlsx, odt, ods, jpg, png, heic of eml."
        ),
        "kind_differs": _("De inhoud past niet bij de naam van dit bestand. Bewaar het opnieuw en probeer het dan."),
        "damaged": _("Wij kunnen dit bestand niet openen. Bewaar het opnieuw en probeer het dan."),
        "locked": _("Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord."),
        "too_many_pixels": _("Deze foto heeft te veel beeldpunten. Maak hem kleiner."),
        "too_much_inside": _("Er zit te veel in dit bestand. Bewaar het als pdf en probeer het dan."),
        "strange_inside": _("Er zit iets in dit bestand dat niet kan. Bewaar het als pdf en probeer het dan."),
        "macros": _("Er zitten macro’s in dit bestand. Bewaar het als pdf, of als gewoon document zonder macro’s."),
        "outside_link": _("Dit bestand haalt gegevens van buiten op. Bewaar het als pdf en probeer het dan."),
        "program": _("Er zit een programma in dit bestand. Dat nemen wij niet aan."),
        "harmful": _("Dit bestand lijkt op een virus. Wij hebben het niet bewaard."),
    }
