"""Sentences on what the source is and for what and whom it gives."""

from __future__ import annotations

from collections.abc import Mapping

from services.matcher.usecases.matching.sentences.words import Sentence
from shared.wording.texts import gettext as _

SENTENCES: Mapping[str, Sentence] = {
    "status_closed": lambda w: _("Deze bron is gesloten."),
    "status_ended": lambda w: _("Deze bron is gestopt op %(date)s.", **w),
    "status_opens_later": lambda w: _("Deze bron gaat open op %(date)s.", **w),
    "status_announced": lambda w: _("Deze bron is aangekondigd, maar nog niet open."),
    "status_open": lambda w: _("De bron is open, volgens de pagina."),
    "status_unknown": lambda w: _("Is de bron nu open? Dat weten wij niet. Vraag het na."),
    "mechanism_application": lambda w: _("U vraagt aan met een plan of formulier."),
    "mechanism_vote": lambda w: _("Mensen stemmen. Het bedrag staat dus niet vast."),
    "mechanism_prize": lambda w: _("Dit is een wedstrijd. Reken niet op het geld."),
    "mechanism_lottery_tickets": lambda w: _("U verdient het geld zelf, met loten verkopen."),
    "mechanism_crowdfunding": lambda w: _("U vraagt zelf veel mensen om een gift."),
    "mechanism_brokerage": lambda w: _("Deze partij koppelt uw vraag aan mensen, spullen of kennis."),
    "mechanism_loan": lambda w: _("Dit is een lening. U betaalt het geld terug."),
    "mechanism_loan_unasked": lambda w: _("Dit is een lening, en daar vraagt u niet om."),
    "mechanism_referral": lambda w: _("Dit is hulp voor één persoon of gezin, niet voor een plan."),
    "mechanism_referral_in_kind": lambda w: _("De hulp gaat naar mensen zelf. Vraag of u mensen mag aanmelden."),
    "mechanism_invitation": lambda w: _("De gever kiest zelf. Zelf aanvragen kan niet of bijna niet."),
    "support_shared": lambda w: _("Geeft wat u zoekt: %(kinds)s.", **w),
    "support_spares": lambda w: _("Geeft geen geld, maar %(kinds)s. Vraag of dat kosten spaart: %(costs)s.", **w),
    "support_advice_only": lambda w: _("Geeft zelf niet wat u zoekt, maar wel %(kinds)s.", **w),
    "support_other": lambda w: _("Geeft iets anders: %(kinds)s. U zoekt %(asked)s.", **w),
    "area_inside": lambda w: _("Werkt in %(area)s, waar u het doet.", **w),
    "area_country": lambda w: _("Werkt in heel Nederland."),
    "area_excluded": lambda w: _("Werkt niet in %(area)s.", **w),
    "area_too_wide": lambda w: _("Werkt maar in een deel van %(here)s. Waar precies doet u het?", **w),
    "area_outside": lambda w: _("Werkt alleen in %(areas)s, niet in %(here)s.", **w),
    "area_outside_many": lambda w: _("Werkt in andere wijken of gemeenten, niet in %(here)s.", **w),
    "area_note": lambda w: _("Over het gebied: %(rule)s.", **w),
    "landlord_named": lambda w: _("U noemt %(provider)s in uw plan.", **w),
    "landlord_other": lambda w: _("U noemt een andere verhuurder dan %(provider)s.", **w),
    "landlord_unknown": lambda w: _(
        "Deze corporatie helpt haar eigen huurders. Verhuurt %(provider)s bij u in de straat?", **w
    ),
    "themes_shared": lambda w: _("Past bij uw onderwerp: %(themes)s.", **w),
    "themes_shared_many": lambda w: _("Past bij uw onderwerpen: %(themes)s.", **w),
    "themes_other": lambda w: _("Noemt vooral andere onderwerpen: %(themes)s.", **w),
    "purpose_far": lambda w: _("Deze bron noemt andere onderwerpen of mensen dan u. Vraag of uw plan past."),
    "themes_unknown": lambda w: _("Kies bij uw behoefte een onderwerp. Dan weten wij of het past."),
    "groups_shared": lambda w: _("Is er voor: %(groups)s.", **w),
    "groups_everyone": lambda w: _("Is er voor iedereen."),
    "groups_other": lambda w: _("Is er vooral voor: %(groups)s.", **w),
    "groups_unknown": lambda w: _("Voor wie is uw plan? Dat weten wij nog niet."),
    "open_to_all_yes": lambda w: _("Iedereen mag meedoen, en dat vraagt deze bron."),
    "open_to_all_check": lambda w: _("Eis: %(rule)s. Klopt dat bij u?", **w),
}
