"""Sentences on whether a source is worth an evening: hours, euros, what it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.matcher.domain.need import Need
from services.matcher.domain.planning.weights import WORTH_CENTS_PER_HOUR
from services.matcher.domain.verdicts import Verdict
from services.matcher.domain.worth import Worth
from shared.wording.money import euros
from shared.wording.numbers import hours
from shared.wording.texts import gettext as _

HANGS_ON: Mapping[str, Callable[[], str]] = {
    "status": lambda: _("is de bron nu open?"),
    "mechanism": lambda: _("mag u zelf vragen?"),
    "support": lambda: _("spaart dit u kosten?"),
    "area": lambda: _("waar precies gebeurt het?"),
    "area_note": lambda: _("geldt het bij u?"),
    "landlord": lambda: _("van wie huurt u?"),
    "legal_form": lambda: _("mag uw groep aanvragen?"),
    "anbi": lambda: _("hebt u een ANBI-status?"),
    "fiscal_host": lambda: _("wie ontvangt het geld voor u?"),
    "organisation_kind": lambda: _("is uw soort organisatie uitgesloten?"),
    "amount": lambda: _("past het bedrag?"),
    "share": lambda: _("wat kost het hele plan?"),
    "own_money": lambda: _("wat legt u zelf in?"),
    "stacking": lambda: _("hoeveel krijgt u al van de overheid?"),
    "costs": lambda: _("mag u deze kosten vragen?"),
    "receiver": lambda: _("op wiens rekening komt het geld?"),
    "prefinancing": lambda: _("kunt u het geld voorschieten?"),
    "others_join": lambda: _("wie doet er nog mee?"),
    "other_money": lambda: _("wie gaf u al geld?"),
    "themes": lambda: _("past uw plan bij het doel?"),
    "purpose": lambda: _("past uw plan bij het doel?"),
    "target_groups": lambda: _("voor wie is uw plan?"),
    "open_to_all": lambda: _("mag iedereen meedoen?"),
    "deadline": lambda: _("komt er op tijd een ronde?"),
    "decision": lambda: _("komt het antwoord op tijd?"),
    "finish": lambda: _("bent u op tijd klaar?"),
    "latest_start": lambda: _("begint u op tijd?"),
    "not_started": lambda: _("bent u al begonnen?"),
    "begun": lambda: _("bent u al begonnen?"),
    "partner": lambda: _("wie wordt uw partner?"),
    "referral_by": lambda: _("wie meldt u aan?"),
    "people": lambda: _("hebt u genoeg mensen?"),
    "governance": lambda: _("past uw bestuur bij de regels?"),
    "tenure": lambda: _("van wie is het pand?"),
    "reserves": lambda: _("hoe groot is uw spaarpot?"),
    "previous_closed": lambda: _("is alles van de vorige keer klaar?"),
    "frequency": lambda: _("kreeg u hier eerder geld?"),
    "policy_fit": lambda: _("past uw plan bij het beleid?"),
    "customer": lambda: _("bent u klant of huurder?"),
    "check": lambda: _("kunt u aan alle regels voldoen?"),
}
"""What a source hangs on, by criterion, short enough to end a sentence."""


def cost_text(worth: Worth, need: Need) -> str:
    """What it costs and brings, and whether that is worth an evening, in one to four short sentences."""
    said = [_brings(worth, need)]
    if worth.is_low:
        rate = euros(WORTH_CENTS_PER_HOUR)
        said.append(_("Waarschijnlijk niet de moeite waard: dat is minder dan %(rate)s per uur.", rate=rate))
    if worth.is_too_long and need.hours_available is not None:
        said.append(_("U hebt %(hours)s de tijd. Dat is te weinig.", hours=hours(need.hours_available)))
    return " ".join(said)


def hangs_on_text(worth: Worth) -> str:
    """What it hangs on; empty when nothing is open."""
    return "" if worth.hangs_on is None else _("Het hangt af van: %(what)s", what=hangs_on(worth.hangs_on))


def hangs_on(check: Verdict) -> str:
    """An open question in a few words, to end a sentence with."""
    known = HANGS_ON.get(check.criterion)
    return known() if known else _("kunt u aan alle regels voldoen?")


def _brings(worth: Worth, need: Need) -> str:
    """Hours and euros together; where no limit is named the euros are not guessed."""
    time = hours(round(worth.hours.total * 2) / 2)
    if worth.most_cents is not None:
        brings = _("Dit kost ongeveer %(hours)s voor hooguit %(amount)s.", hours=time, amount=euros(worth.most_cents))
        if worth.percent is None or worth.percent >= 100:
            return brings
        return f"{brings} {_('Dat dekt hooguit %(percent)s%% van wat u zoekt.', percent=worth.percent)}"
    cost = _("Dit kost ongeveer %(hours)s.", hours=time)
    if worth.gives_money:
        return f"{cost} {_('Wat het opbrengt, zegt de bron niet.')}"
    return f"{cost} {_('Geld geeft de bron niet.')}" if "money" in need.support else cost
