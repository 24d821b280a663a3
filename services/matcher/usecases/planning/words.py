"""What is said about a plan, in the current language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.matcher.domain.planning.model import OTHER, Part
from services.matcher.usecases.matching.sentences.worth import hangs_on
from services.matcher.usecases.planning.changes import Change
from services.matcher.usecases.planning.make_plan import Proposal
from shared.contracts.codes import label
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.money import euros
from shared.wording.numbers import hours, number
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext


def line_label(line: str) -> str:
    """The name of a line of the budget."""
    return _("overige kosten") if line == OTHER else label("cost_kind", line, current_language())


def summary(proposal: Proposal) -> list[str]:
    """The plan in a few sentences, the most important first."""
    plan = proposal.plan
    if not plan.is_possible:
        return [_("Zo kan het niet: met wat u vastzette, past het plan niet binnen de regels.")]
    if not plan.parts:
        return [_not_worth(proposal)]
    said = [
        _(
            "Met dit plan vraagt u %(amount)s van de %(sought)s die u zoekt.",
            amount=euros(plan.cents),
            sought=euros(proposal.demand.sought_cents),
        )
    ]
    if not proposal.is_filled:
        short = euros(proposal.short_cents)
        said.append(_("Er blijft %(amount)s open. Dat kunt u zelf bijleggen of minder uitgeven.", amount=short))
    said += _worth(proposal)
    if plan.is_proven:
        said.append(_("Met deze bronnen, regels en schattingen is er geen beter plan. Kijk het wel zelf na."))
    else:
        gap = number(round(plan.gap * 100, 1))
        said.append(_("Een beter plan is hooguit %(percent)s procent beter.", percent=gap))
    return said


def _worth(proposal: Proposal) -> list[str]:
    """Is it worth the evenings: hours, euros per hour, and the one thing that the largest amount hangs on."""
    plan = proposal.plan
    said = [_("De aanvraag en het verslag kosten samen ongeveer %(hours)s.", hours=hours(round(plan.hours, 1)))]
    if plan.hours >= 1:
        rate = euros(round(plan.cents / plan.hours / 100) * 100)
        said.append(_("Dat is hooguit %(rate)s per uur.", rate=rate))
    largest = max(plan.parts, key=lambda part: part.cents).option.source_id
    check = next(iter(proposal.matches[largest].to_check), None)
    if check is not None:
        name = proposal.sources[largest].name
        said.append(_("Het hangt vooral af van %(name)s: %(what)s", name=name, what=hangs_on(check)))
    return said


def _not_worth(proposal: Proposal) -> str:
    """No source is in the plan: too little for the hours, or nothing at all."""
    if any(reason == "not_worth" for _option, reason in proposal.left):
        return _("Niet de moeite: wat er te halen is, weegt niet op tegen de uren. Leg liever zelf bij of vraag buren.")
    return _("Met de bronnen die wij kennen lukt nu geen plan.")


def why_part(proposal: Proposal, part: Part) -> list[str]:
    """What to know of one source in the plan."""
    option, said = part.option, []
    if option.is_in_kind:
        said.append(_("Geeft geen geld, maar spaart deze kosten uit. Vraag of dat kan."))
    elif option.is_assumed:
        usual = euros(option.max_cents)
        said.append(_("De bron noemt geen maximum. Wij rekenen met hooguit %(amount)s, zoals gewoon is.", amount=usual))
    if option.ask_by:
        said.append(_("Vraag aan vóór of op %(day)s.", day=plain_date(option.ask_by)))
    if option.decided_on:
        said.append(_("U weet het rond %(day)s.", day=plain_date(option.decided_on)))
    if option.is_late:
        said.append(_("Het antwoord komt na het begin. Tot dan betaalt u het zelf."))
    elif option.carried_percent:
        said.append(_("U betaalt %(percent)s procent eerst zelf.", percent=option.carried_percent))
    if option.company:
        said.append(_("Hier moet ook ander geld bij zijn."))
    if option.questions:
        said.append(ngettext("Nog %(number)s punt na te gaan.", "Nog %(number)s punten na te gaan.", option.questions))
    return said


def why_not(reason: str) -> str:
    """Why a source is not in the plan."""
    texts = {
        "forbidden": _("U liet deze bron weg."),
        "own_money": _("Vraagt meer eigen geld dan u hebt."),
        "minimum": _("Geeft alleen grotere bedragen."),
        "not_worth": _("Niet de moeite: te weinig geld voor de uren."),
        "filled": _("Niet nodig: het bedrag is al gedekt."),
        "hours": _("Kost meer uren dan u over hebt."),
        "carry": _("U moet te veel zelf voorschieten."),
        "company": _("Hier moet ander geld bij zijn, en dat is er niet."),
        "no_room": _("Betaalt alleen kosten die al gedekt zijn, of gaat niet samen met de rest."),
    }
    return texts[reason]


def change_text(proposal: Proposal, change: Change) -> str:
    """What would have to be otherwise, and what it brings."""
    gain = euros(change.gain_cents)
    amount = change.amount or 0
    texts: Mapping[str, Callable[[], str]] = {
        "hours": lambda: _("Met %(more)s meer lukt %(gain)s meer.", more=hours(amount), gain=gain),
        "own_money": lambda: _("Met %(more)s meer eigen geld lukt %(gain)s meer.", more=euros(int(amount)), gain=gain),
        "carry": lambda: _("Kunt u %(more)s voorschieten? Dan lukt %(gain)s meer.", more=euros(int(amount)), gain=gain),
        "company": lambda: _("Doet er nog een gever mee? Dan lukt %(gain)s meer.", gain=gain),
        "together": lambda: _("Mag geld van deze gevers toch samen? Dan lukt %(gain)s meer.", gain=gain),
        "worth": lambda: _("Met veel uren voor weinig geld lukt nog %(gain)s meer.", gain=gain),
        "forbidden": lambda: _("Met wat u wegliet lukt %(gain)s meer.", gain=gain),
        "later_start": lambda: _(
            "Begint u %(weeks)s weken later? Dan lukt %(gain)s meer.", weeks=int(amount), gain=gain
        ),
        "partner": lambda: _("Met een partner (%(who)s) lukt %(gain)s meer.", who=_partners(change), gain=gain),
        "fiscal_host": lambda: _("Met een penvoerder lukt %(gain)s meer.", gain=gain),
    }
    said = texts[change.code]()
    if change.code in ("company", "together", "worth", "forbidden") and change.names:
        names = ", ".join(proposal.sources[name].name for name in change.names[:3])
        said = f"{said} {_('Het gaat om: %(names)s.', names=names)}"
    return said


def _partners(change: Change) -> str:
    return ", ".join(label("partner", name, current_language()) for name in change.names)
