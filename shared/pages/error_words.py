"""What an error page says, per HTTP status: what happened and what the person can do."""

from __future__ import annotations

from dataclasses import dataclass

from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class ErrorWords:
    """Title, one sentence of explanation, and what to do next."""

    title: str
    text: str
    advice: tuple[str, ...]


def error_words(status: int) -> ErrorWords:
    """The words for a status in the current language; an unknown status gets those of its class."""
    known = {400: _invalid, 401: _not_signed_in, 403: _forbidden, 404: _not_found, 409: _not_now, 412: _stale}
    known |= {413: _too_large, 422: _invalid, 428: _stale, 429: _too_many, 503: _unavailable}
    return known.get(status, _invalid if 400 <= status < 500 else _broken)()


def _invalid() -> ErrorWords:
    return ErrorWords(
        _("Dit kunnen wij niet lezen"),
        _("Er klopt iets niet in wat u stuurde. Er is niets opgeslagen."),
        (_("Ga terug en kijk na wat u invulde."), _("Probeer het daarna nog eens.")),
    )


def _not_signed_in() -> ErrorWords:
    return ErrorWords(
        _("Log eerst in"),
        _("U bent niet ingelogd, of het is te lang geleden."),
        (_("Log in met uw mailadres. U krijgt dan een code."),),
    )


def _forbidden() -> ErrorWords:
    return ErrorWords(
        _("Dit mag u niet doen"),
        _("U mag dit wel zien, maar niet veranderen."),
        (_("Vraag iemand van het bestuur van uw plek om dit te doen."),),
    )


def _not_found() -> ErrorWords:
    return ErrorWords(
        _("Deze pagina is er niet"),
        _("De pagina bestaat niet, of is niet voor u."),
        (_("Kijk of het adres klopt."), _("Bent u wel ingelogd met het goede mailadres?")),
    )


def _not_now() -> ErrorWords:
    return ErrorWords(
        _("Dit kan nu niet"),
        _("Er is intussen iets veranderd. Daarom kan deze stap nu niet."),
        (_("Ga terug en laad de pagina opnieuw. Dan ziet u hoe het er nu voor staat."),),
    )


def _stale() -> ErrorWords:
    return ErrorWords(
        _("Iemand anders was u voor"),
        _("Terwijl u bezig was, heeft iemand anders dit veranderd. Wat u invulde is nog niet opgeslagen."),
        (
            _("Ga terug en kopieer wat u wilt bewaren."),
            _("Laad de pagina daarna opnieuw en vul het nog eens in."),
        ),
    )


def _too_large() -> ErrorWords:
    return ErrorWords(
        _("Dit bestand is te groot"),
        _("Wat u stuurde is te groot. Er is niets opgeslagen."),
        (_("Maak het bestand kleiner, of stuur minder tegelijk."),),
    )


def _too_many() -> ErrorWords:
    return ErrorWords(
        _("Even wachten"),
        _("Dit is te vaak achter elkaar gebeurd. Daarom staat het even stil."),
        (_("Uw gegevens zijn niet weg."),),
    )


def _unavailable() -> ErrorWords:
    return ErrorWords(
        _("Dit werkt nu even niet"),
        _("Een deel van Steunstromen antwoordt niet. Dat ligt niet aan u."),
        (_("Probeer het over een paar minuten nog eens."),),
    )


def _broken() -> ErrorWords:
    return ErrorWords(
        _("Er ging iets mis"),
        _("Er ging iets mis bij ons. Dat ligt niet aan u."),
        (
            _("Probeer het nog eens."),
            _("Gaat het weer mis? Vertel het dan aan uw contactpersoon van de coalitie."),
        ),
    )
