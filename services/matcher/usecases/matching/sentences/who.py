"""Sentences on who asks: legal form, fiscal host, partners, people, board."""

from __future__ import annotations

from collections.abc import Mapping

from services.matcher.usecases.matching.sentences.words import Sentence
from shared.wording.texts import gettext as _

SENTENCES: Mapping[str, Sentence] = {
    "legal_form_listed": lambda w: _("Uw vorm mag aanvragen: %(form)s.", **w),
    "legal_form_condition": lambda w: _("Uw vorm (%(form)s) mag aanvragen, met een voorwaarde: %(rule)s.", **w),
    "legal_form_condition_unsaid": lambda w: _("Uw vorm (%(form)s) mag aanvragen, met een voorwaarde.", **w),
    "legal_form_not_told": lambda w: _("Wie mag aanvragen? Dat stond niet op de pagina."),
    "legal_form_place_unknown": lambda w: (
        _("Aanvragen mag: %(forms)s. Welke vorm hebt u?", **w)
        if w["forms"]
        else _("Niet iedereen mag aanvragen. Welke vorm hebt u?")
    ),
    "legal_form_excluded": lambda w: (
        _("Uw vorm (%(form)s) mag niet aanvragen. Wel: %(forms)s.", **w)
        if w["forms"]
        else _("Uw vorm (%(form)s) mag niet aanvragen.", **w)
    ),
    "legal_form_unlisted": lambda w: (
        _("De pagina noemt alleen: %(forms)s. Vraag of een %(form)s ook mag.", **w)
        if w["forms"]
        else _("De pagina noemt uw vorm (%(form)s) niet. Vraag of u mag aanvragen.", **w)
    ),
    "legal_form_through_person": lambda w: _(
        "Een losse groep staat er niet bij, één persoon wel. Vraag of een van u mag aanvragen."
    ),
    "legal_form_through_group": lambda w: _("Eén persoon staat er niet bij, een losse groep wel. Vraag samen aan."),
    "legal_form_implied": lambda w: _(
        "Uw vorm (%(form)s) staat er niet bij. Wel vraagt een organisatie aan voor groepen.", **w
    ),
    "legal_form_through_host": lambda w: _(
        "Aanvragen mag: %(forms)s. Vraag of uw penvoerder het voor u mag doen.", **w
    ),
    "legal_form_through_partner": lambda w: _(
        "Aanvragen mag: %(forms)s. Vraag of uw partner het voor u mag doen.", **w
    ),
    "legal_form_host_unknown": lambda w: _(
        "Aanvragen mag: %(forms)s. Wil een stichting of vereniging dit voor u doen?", **w
    ),
    "organisation_kind_hit": lambda w: _("Niet voor: %(kinds)s. Dat lijkt op wat u bent. Klopt dat?", **w),
    "organisation_kind_check": lambda w: _("Niet voor: %(kinds)s. Bent u dat niet?", **w),
    "anbi_there": lambda w: _("U hebt de ANBI-status die gevraagd wordt."),
    "anbi_missing": lambda w: _("De ANBI-status is nodig, en die hebt u niet."),
    "anbi_unknown": lambda w: _("De ANBI-status is nodig. Hebt u die?"),
    "fiscal_host_there": lambda w: _("U kunt het geld ontvangen zoals deze bron vraagt."),
    "fiscal_host_find": lambda w: _("Een stichting of vereniging moet meedoen: %(rule)s. Zoek er eerst een.", **w),
    "fiscal_host_unknown": lambda w: _(
        "Wil een stichting of vereniging het geld voor u ontvangen? Eis: %(rule)s.", **w
    ),
    "receiver_fits": lambda w: _("U kunt het geld ontvangen zoals de gever betaalt: %(receivers)s.", **w),
    "receiver_find": lambda w: _("De gever betaalt via: %(receivers)s. Zoek eerst een penvoerder.", **w),
    "receiver_unknown": lambda w: _("De gever betaalt via: %(receivers)s. Wie kan het geld voor u ontvangen?", **w),
    "partner_there": lambda w: _("U werkt al samen met een %(partner)s, en dat is nodig.", **w),
    "partner_is_place": lambda w: _("U bent zelf wat deze bron zoekt: %(partner)s.", **w),
    "partner_unknown": lambda w: _("Met wie werkt u samen? Nodig is een %(partner)s. Eis: %(rule)s.", **w),
    "partner_find": lambda w: _("U hebt nog geen %(partner)s als partner. Eis: %(rule)s.", **w),
    "partner_check": lambda w: _("Eis over samenwerken: %(rule)s.", **w),
    "people_enough": lambda w: _("U hebt genoeg %(role)s: %(count)s.", **w),
    "people_enough_check": lambda w: _("U hebt genoeg %(role)s. Kijk nog na: %(rule)s.", **w),
    "people_young_makers": lambda w: _("Bedenken jonge mensen dit plan zelf? Eis: %(rule)s.", **w),
    "people_unknown": lambda w: _("Nodig zijn minstens %(wanted)s %(role)s. Hoeveel hebt u er?", **w),
    "people_gather": lambda w: _("Nodig zijn minstens %(wanted)s %(role)s. U hebt er nu %(count)s.", **w),
    "people_too_few": lambda w: _("Nodig zijn minstens %(wanted)s %(role)s. U hebt er %(count)s.", **w),
    "people_share": lambda w: _("Minstens %(percent)s%% is voor deze mensen: %(rule)s.", **w),
    "people_check": lambda w: _("Eis over mensen: %(rule)s.", **w),
    "people_age_other": lambda w: _("Eis: %(rule)s. Uw plan noemt die leeftijd niet.", **w),
    "board_unknown": lambda w: _("Het bestuur heeft minstens %(wanted)s leden nodig. Hoeveel hebt u er?", **w),
    "board_too_small": lambda w: _("Het bestuur heeft minstens %(wanted)s leden nodig. U hebt er %(count)s.", **w),
    "board_enough": lambda w: _("Uw bestuur is groot genoeg: %(count)s leden.", **w),
    "board_unrelated": lambda w: _("Kijk naar uw bestuur: %(rule)s.", **w),
    "governance_check": lambda w: _("Eis aan de organisatie: %(rule)s.", **w),
    "tenure_fits": lambda w: _("Wat u met het pand heeft, past: %(tenure)s.", **w),
    "tenure_other": lambda w: _("U moet dit zijn: %(any_of)s. Bij u is het: %(tenure)s.", **w),
    "tenure_unknown": lambda w: _("U moet dit zijn: %(any_of)s. Wat hebt u met het pand?", **w),
    "tenure_check": lambda w: _("Eis over het pand: %(rule)s.", **w),
    "customer": lambda w: _("Bent u klant of huurder? Eis: %(rule)s.", **w),
}
