"""A question in words: what is asked, what to read aloud on the phone, and what each answer would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from services.matcher.domain.need import Need
from services.matcher.domain.questions.over_all import Subject
from services.matcher.domain.questions.simulation import NextQuestion, Outcome
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Code, Value
from shared.contracts.codes import label
from shared.wording.dates import plain_date
from shared.wording.language import current_language
from shared.wording.money import euros
from shared.wording.numbers import number
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

AMOUNTS = frozenset({"need.total_budget", "need.amount_sought", "need.own_contribution"})
NAMED = 3
"""How many sources are named; of the rest only the number is told."""

_QUESTIONS: Mapping[str, Callable[[], str]] = {
    "place.legal_form": lambda: _("Welke vorm heeft uw groep?"),
    "place.anbi": lambda: _("Hebt u een ANBI-status?"),
    "place.fiscal_host": lambda: _("Wil een stichting of vereniging het geld voor u ontvangen?"),
    "place.partners": lambda: _("Met wie werkt u samen?"),
    "place.tenure": lambda: _("Wat hebt u met het gebouw of de grond?"),
    "place.board_members": lambda: _("Hoeveel mensen zitten in het bestuur?"),
    "place.volunteers": lambda: _("Hoeveel vrijwilligers hebt u?"),
    "place.money_last_year_from": lambda: _("Van wie kreeg u het afgelopen jaar geld?"),
    "place.reserves_times_yearly_costs": lambda: _("Hoe groot is uw spaarpot, in jaren?"),
    "need.total_budget": lambda: _("Hoeveel kost het hele plan?"),
    "need.amount_sought": lambda: _("Hoeveel geld zoekt u?"),
    "need.own_contribution": lambda: _("Hoeveel geld legt u zelf in?"),
    "need.starts_on": lambda: _("Wanneer begint het?"),
    "need.ends_on": lambda: _("Wanneer is het klaar?"),
    "need.already_started": lambda: _("Bent u al begonnen?"),
    "need.initiators": lambda: _("Met hoeveel mensen begint u dit plan?"),
    "need.participants": lambda: _("Hoeveel mensen doen er mee?"),
    "need.signatures": lambda: _("Hoeveel handtekeningen hebt u?"),
}


def question_text(question: NextQuestion, source: Source | None) -> str:
    """What is asked, in one sentence."""
    if source is None:
        return _QUESTIONS[question.path]()
    if question.path == "source.applicants":
        return _("Mag u aanvragen bij %(name)s? Bel de gever.", name=source.name)
    return _("Is %(name)s nu open? Bel de gever.", name=source.name)


def question_for_many(subject: Subject, question: NextQuestion, source: Source | None) -> str:
    """The same for somebody who helps several places."""
    if source is not None and subject.path == "source.applicants":
        form = label("legal_form", subject.form or "", current_language())
        return _("Mag een %(form)s aanvragen bij %(name)s?", form=form, name=source.name)
    if source is not None:
        return _("Is %(name)s nu open?", name=source.name)
    return question_text(question, None)


def read_aloud(path: str, need: Need, source: Source, rule: str = "") -> str:
    """What somebody can say on the phone about the missing fact at `path`; `rule` are the source's own words on it."""
    begin = _(
        "Goedendag, ik bel namens %(place)s. Wij zoeken steun voor “%(title)s”.",
        place=need.place.name,
        title=need.title,
    )
    return f"{begin} {_to_ask(path, need, source, rule)}"


def _to_ask(path: str, need: Need, source: Source, rule: str) -> str:
    if path == "source.applicants" and need.place.legal_form:
        form = label("legal_form", need.place.legal_form, current_language())
        return _("Wij zijn een %(form)s. Mogen wij aanvragen bij %(name)s?", form=form, name=source.name)
    if path == "source.status":
        return _("Kunnen wij nu aanvragen bij %(name)s? Tot welke dag, en tot welk bedrag?", name=source.name)
    if path == "source.mechanism":
        return _("Mogen wij ons zelf melden bij %(name)s? Hoe gaat dat?", name=source.name)
    if rule:
        return _("Ik las over %(name)s: “%(rule)s”. Hoe is dat bij ons?", name=source.name, rule=rule.rstrip(". "))
    return _("Past dit bij %(name)s? Wie kan ons dat zeggen?", name=source.name)


def call_for_many(subject: Subject, question: str, source: Source, places: int) -> str:
    """What a volunteer can say on the phone for several places at once."""
    begin = ngettext("Goedendag, ik bel voor een buurtplek.", "Goedendag, ik bel voor %(number)s buurtplekken.", places)
    if subject.path == "source.applicants":
        form = label("legal_form", subject.form or "", current_language())
        return f"{begin} {_('Mag een %(form)s aanvragen bij %(name)s?', form=form, name=source.name)}"
    ask = _("Kan een plek nu aanvragen bij %(name)s? Tot welke dag, en tot welk bedrag?", name=source.name)
    return f"{begin} {ask}"


def answer_text(question: NextQuestion, outcome: Outcome) -> str:
    """One answer in words."""
    if question.path == "source.status":
        return _("Het is open") if outcome.code == "yes" else _("Het is gesloten")
    value = outcome.value
    plain = {"yes": _("Ja"), "no": _("Nee"), "none_of": _("Niemand van hen"), "none": _("Geen van deze")}
    if outcome.code in plain:
        return plain[outcome.code]
    told = _value_text(
        value, money=question.path in ("need.total_budget", "need.amount_sought", "need.own_contribution")
    )
    if outcome.code == "at_least":
        return _("%(number)s of meer", number=told)
    if outcome.code == "fewer_than":
        return _("Minder dan %(number)s", number=told)
    return _("Ongeveer %(value)s", value=told) if outcome.code in ("about", "on") else told


def effect_text(outcome: Outcome, names: Mapping[str, str]) -> str:
    """What this answer would change, in one or more short sentences; `names` by source id."""
    said = []
    if outcome.fitting:
        said.append(_("Dan past: %(names)s.", names=_named(outcome.fitting, names)))
    if outcome.doubtful:
        said.append(_("Dan is eerst iets uit te zoeken bij: %(names)s.", names=_named(outcome.doubtful, names)))
    if outcome.falling:
        said.append(_("Dan valt af: %(names)s.", names=_named(outcome.falling, names)))
    return " ".join(said) or _("Dan blijft alles staan waar het staat.")


def effect_on_many(coming: int, falling: int, *, of_source: bool) -> str:
    """What an answer does over all needs: for a fact of a source counted in needs, else in sources."""
    said = []
    if coming:
        texts = (
            ngettext("Dan past het bij 1 behoefte.", "Dan past het bij %(number)s behoeften.", coming),
            ngettext("Dan past 1 bron erbij.", "Dan passen %(number)s bronnen erbij.", coming),
        )
        said.append(texts[0] if of_source else texts[1])
    if falling:
        texts = (
            ngettext("Dan valt het af bij 1 behoefte.", "Dan valt het af bij %(number)s behoeften.", falling),
            ngettext("Dan valt 1 bron af.", "Dan vallen %(number)s bronnen af.", falling),
        )
        said.append(texts[0] if of_source else texts[1])
    return " ".join(said) or _("Dan is er één punt minder na te gaan.")


def _named(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    listed = ", ".join(names[source_id] for source_id in ids[:NAMED])
    more = len(ids) - NAMED
    if more < 1:
        return listed
    return f"{listed} {ngettext('en nog 1 andere', 'en nog %(number)s andere', more)}"


def _value_text(value: Value, *, money: bool) -> str:
    if isinstance(value, Code):
        return label(value.list, value.code, current_language())
    if isinstance(value, tuple):
        return ", ".join(label(code.list, code.code, current_language()) for code in value)
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, int) and money:
        return euros(value)
    return number(value) if isinstance(value, (int, float)) else str(value or "")
