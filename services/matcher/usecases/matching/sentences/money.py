"""Sentences on money: amounts, shares, costs, money of others, earlier awards."""

from __future__ import annotations

from collections.abc import Mapping

from services.matcher.usecases.matching.sentences.words import Sentence
from shared.wording.texts import gettext as _

SENTENCES: Mapping[str, Sentence] = {
    "amount_fits": lambda w: _("Kan het hele bedrag geven: tot %(max)s.", **w),
    "amount_above_minimum": lambda w: _("Uw bedrag past: deze bron geeft vanaf %(min)s.", **w),
    "amount_part": lambda w: _("Dekt hooguit %(percent)s%% van wat u zoekt: tot %(max)s.", **w),
    "amount_far_too_little": lambda w: _("Geeft hooguit %(max)s. Dat is te weinig voor %(sought)s.", **w),
    "amount_below_minimum": lambda w: _("Geeft vanaf %(min)s. U zoekt %(sought)s, en dat is te weinig.", **w),
    "amount_ask_more": lambda w: _("Geeft vanaf %(min)s. U zoekt %(sought)s. Kunt u meer vragen?", **w),
    "amount_sought_unknown": lambda w: _("Hoeveel geld zoekt u? Dan weten wij of het past."),
    "amount_note": lambda w: _("Over het bedrag: %(rule)s.", **w),
    "amount_per": lambda w: (
        _("Geeft tot %(max)s %(per)s. Reken na wat dat bij u is.", **w)
        if w["max"]
        else _("Geeft vanaf %(min)s %(per)s. Reken na wat dat bij u is.", **w)
    ),
    "amount_other_form": lambda w: _("De pagina noemt alleen bedragen voor: %(forms)s. Vraag wat u krijgt.", **w),
    "amount_not_told": lambda w: _("Hoeveel deze bron geeft, stond niet op de pagina."),
    "share_never_all": lambda w: _("Deze bron betaalt nooit alles. Zoek er nog iemand bij."),
    "share_total_unknown": lambda w: _("Betaalt hooguit %(percent)s%% van alle kosten. Wat kost het hele plan?", **w),
    "share_covers": lambda w: _("Betaalt hooguit %(percent)s%% van alle kosten, en dat is genoeg.", **w),
    "share_part": lambda w: _("Betaalt hooguit %(percent)s%% van alle kosten: tot %(max)s.", **w),
    "own_money_there": lambda w: _("Uw eigen bijdrage is er al: %(own)s.", **w),
    "own_money_required": lambda w: _("U betaalt zelf een deel in geld. Dat staat nog niet in uw plan."),
    "own_money_required_may_be_in_kind": lambda w: _("U draagt zelf iets bij. Uren of spullen tellen ook mee."),
    "own_money_more": lambda w: _("U draagt zelf minstens %(wanted)s bij. Dat staat nog niet in uw plan.", **w),
    "others_last_resort": lambda w: _("Vraag dit pas als anderen niet alles betalen."),
    "others_must_join": lambda w: _("Er moet nog een gever meedoen. Wie wordt dat?"),
    "others_match": lambda w: _("Anderen leggen ook geld in: %(with)s. Is dat geregeld?", **w),
    "stacking_fits": lambda w: _("Geld van overheden samen blijft onder %(percent)s%%, zoals deze bron vraagt.", **w),
    "stacking_others": lambda w: _(
        "Geld van overheden samen is hooguit %(max)s (%(percent)s%% van alles). Wie betaalt de rest?", **w
    ),
    "stacking_total_unknown": lambda w: _(
        "Geld van overheden samen is hooguit %(percent)s%% van alle kosten. Wat kost het hele plan?", **w
    ),
    "prefinancing_can": lambda w: _("Het geld komt achteraf. U kunt het voorschieten."),
    "prefinancing_cannot": lambda w: _("Het geld komt achteraf. U moet het eerst zelf betalen, en dat kunt u niet."),
    "prefinancing_unknown": lambda w: _("Het geld komt achteraf. Kunt u het eerst zelf betalen?"),
    "costs_all_paid": lambda w: _("Uw kosten staan niet bij wat deze bron uitsluit."),
    "costs_event": lambda w: _("Betaalt geen activiteit van één dag."),
    "costs_excluded": lambda w: _("Betaalt dit niet: %(costs)s. Er blijft dan te weinig over.", **w),
    "costs_part_excluded": lambda w: _("Betaalt dit niet: %(costs)s. De rest kan wel.", **w),
    "costs_rest": lambda w: _("Betaalt dit niet: %(costs)s. U kunt nog %(rest)s vragen.", **w),
    "costs_rather_not": lambda w: _("Betaalt dit liever niet: %(costs)s. %(note)s", **w).strip(),
    "other_money_required": lambda w: _("Er is ook geld van anderen nodig: %(rule)s.", **w),
    "other_money_unknown": lambda w: _("Van wie kreeg u al geld? Regel: %(rule)s.", **w),
    "other_money_none": lambda w: _("Het geld dat u al kreeg, zit niet in de weg."),
    "other_money_excludes": lambda w: _("U kreeg vorig jaar geld van: %(from)s. Regel: %(rule)s.", **w),
    "other_money_reduces": lambda w: _("Geld van %(from)s kan van het bedrag af gaan. Regel: %(rule)s.", **w),
    "other_money_heard": lambda w: _("U kreeg geld van: %(from)s (besluit van %(on)s). Regel: %(rule)s.", **w),
    "previous_check": lambda w: _("Kreeg u hier eerder geld? Dien dan eerst het verslag in."),
    "previous_accounted": lambda w: _("U kreeg hier eerder geld (besluit van %(on)s). Het verslag is klaar.", **w),
    "previous_award": lambda w: _("U kreeg hier al geld (besluit van %(on)s). Is het verslag klaar?", **w),
    "frequency_check": lambda w: _("Kreeg u hier eerder geld? Regel: %(rule)s.", **w),
    "frequency_had": lambda w: (
        _("U kreeg hier al geld (besluit van %(on)s). Regel: %(rule)s. Het kan weer vanaf %(free_on)s.", **w)
        if w["free_on"]
        else _("U kreeg hier al geld (besluit van %(on)s). Regel: %(rule)s.", **w)
    ),
    "frequency_years": lambda w: _(
        "U kreeg hier %(years)s jaar achter elkaar geld. Regel: %(rule)s. Het kan weer vanaf %(free_on)s.", **w
    ),
    "frequency_maybe": lambda w: _("U kreeg hier al geld (besluit van %(on)s). Telt dat mee? Regel: %(rule)s.", **w),
    "frequency_asked": lambda w: _("U vroeg hier al iets aan (%(on)s). Telt dat mee? Regel: %(rule)s.", **w),
    "frequency_same_host": lambda w: _(
        "Iemand onder dezelfde penvoerder vroeg hier al iets aan. Overleg eerst. Regel: %(rule)s.", **w
    ),
    "reserves_low": lambda w: _("Uw eigen vermogen is niet te hoog."),
    "reserves_high": lambda w: _("Uw eigen vermogen is te hoog voor deze bron."),
    "reserves_unknown": lambda w: _("Hoeveel eigen vermogen hebt u? Regel: %(rule)s.", **w),
    "reserves_check": lambda w: _("Over eigen vermogen: %(rule)s.", **w),
}
