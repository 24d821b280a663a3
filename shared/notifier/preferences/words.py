"""Topics, choices and days in words for people."""

from __future__ import annotations

from shared.notifier.preferences.topics import Topic
from shared.notifier.preferences.wishes import Choice
from shared.wording.texts import gettext as _


def topic_name(topic: Topic) -> str:
    """What a topic is called."""
    return {
        Topic.DATES: _("Termijnen"),
        Topic.MONEY: _("Besluiten en geld"),
        Topic.APPLICATIONS: _("Nieuwe aanvragen"),
        Topic.TOGETHER: _("Samenwerken"),
        Topic.SOURCES: _("Nieuws over bronnen"),
    }[topic]


def topic_hint(topic: Topic) -> str:
    """What is told under a topic."""
    return {
        Topic.DATES: _("Herinneringen, en wat er met een termijn gebeurt."),
        Topic.MONEY: _("Wat is ingediend, wat de gever besloot, en wat er met het geld gebeurt."),
        Topic.APPLICATIONS: _("Iemand van uw plek begint een aanvraag."),
        Topic.TOGETHER: _("Afspraken, vragen van andere plekken, en werk dat u krijgt."),
        Topic.SOURCES: _("Een bron is nieuw of veranderd, of uw voorstel is bekeken."),
    }[topic]


def choice_name(choice: Choice) -> str:
    """When messages come."""
    return {
        Choice.NOW: _("meteen"),
        Choice.DAILY: _("één keer per dag, in een overzicht"),
        Choice.WEEKLY: _("één keer per week, in een overzicht"),
        Choice.OFF: _("niet"),
    }[choice]


def day_names() -> tuple[str, ...]:
    """The days of the week from Monday on."""
    return (
        *(_("maandag"), _("dinsdag"), _("woensdag"), _("donderdag")),
        *(_("vrijdag"), _("zaterdag"), _("zondag")),
    )
