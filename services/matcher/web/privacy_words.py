"""The table of how long what is kept, in words: what, why, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from shared.kernel.retention import TERMS, YEAR, From, Kept
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

Texts = tuple[str, str]


def rows() -> list[list[str]]:
    """What is kept, how long, and why, one row each."""
    words = _words()
    return [[words[what][0], _how_long(what), words[what][1]] for what in TERMS]


def _words() -> Mapping[Kept, Texts]:
    return {
        Kept.ACCOUNT: (
            _("Uw naam, uw e-mailadres en wat u bij uw plek doet"),
            _("Zo kunt u inloggen en weten anderen van uw plek wie u bent."),
        ),
        Kept.SIGN_INS: (_("Wanneer en hoe u inlogde"), _("Zo zien wij of een ander uw account gebruikt.")),
        Kept.SIGN_IN_CODES: (_("Codes om in te loggen"), _("Een code werkt tien minuten.")),
        Kept.COUNTED_TRIES: (
            _("Hoe vaak er met een adres is geprobeerd in te loggen"),
            _("Zo houden wij mensen tegen die codes raden. Het adres zelf staat er niet bij."),
        ),
        Kept.LEAVES: (_("Wanneer u weg was en wie u verving"), _("Zo kunt u zien waarom u een bericht kreeg.")),
        Kept.SEARCHES: (_("Zoekopdrachten die u weggooide"), _("Zo kunt u een zoekopdracht terughalen.")),
        Kept.MESSAGE_TEXTS: (_("De tekst van berichten aan u"), _("Zo kunt u een bericht teruglezen.")),
        Kept.MESSAGES_TOLD: (
            _("Wie wanneer over wat een bericht kreeg"),
            _("Zo kunnen wij laten zien dat u op tijd bericht kreeg."),
        ),
        Kept.SENT_TO_SYSTEMS: (
            _("Wat naar een ander systeem ging"),
            _("Zo kunt u nazien wat er is gestuurd. Er staan geen namen in."),
        ),
        Kept.SENT_LOG: (
            _("Een lijst van wat de deur uit ging"),
            _("Zo gaat een bericht na een storing niet twee keer weg. Er staan geen namen in."),
        ),
        Kept.FORM_KEYS: (
            _("Het antwoord op een formulier dat u stuurde"),
            _("Zo gebeurt er niets dubbel als u twee keer op de knop drukt."),
        ),
        Kept.DRAFTS: (_("Aanvragen die niet zijn verstuurd"), _("Zo kunt u later verdergaan.")),
        Kept.REFUSED: (_("Aanvragen die zijn afgewezen"), _("Zo kunt u ervan leren en opnieuw aanvragen.")),
        Kept.DOSSIERS: (
            _("Aanvragen met geld: de aanvraag, het besluit, de betalingen en de stukken"),
            _("De wet vraagt dit: de gever mag het later nog nakijken."),
        ),
        Kept.OWN_DATA_FILES: (_("Het bestand met uw eigen gegevens"), _("Zo kunt u het ophalen.")),
        Kept.LOG: (
            _("Wie wat deed, en wanneer"),
            _("Zo is later te zien wie iets besloot. Namen en adressen staan er niet leesbaar in."),
        ),
    }


def _how_long(what: Kept) -> str:
    term = TERMS[what]
    if term.length is None:
        return _("Zo lang wij de aanvraag bewaren")
    return f"{_length(term.length)} {_AFTER[term.counts_from]()}"


def _length(length: timedelta) -> str:
    if length >= YEAR and length % YEAR == timedelta():
        return _("%(number)s jaar", number=length // YEAR)
    return ngettext("%(number)s dag", "%(number)s dagen", length.days)


_AFTER: Mapping[From, Callable[[], str]] = {
    From.MADE: lambda: _("nadat het is gemaakt"),
    From.SIGNED_IN: lambda: _("nadat u inlogde"),
    From.ENDED: lambda: _("nadat het voorbij is"),
    From.DELETED: lambda: _("nadat u het weggooide"),
    From.LAST_ROLE: lambda: _("nadat u bij uw laatste plek stopte"),
    From.LAST_CHANGE: lambda: _("na de laatste verandering"),
    From.DECIDED: lambda: _("na het besluit"),
    From.SETTLED_YEAR: lambda: _("na het jaar waarin alles klaar was"),
}
