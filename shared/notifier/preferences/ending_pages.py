"""The page behind the address in a mail that ends messages. Opening it changes nothing; its button does."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from shared.access.rights import PUBLIC
from shared.notifier.context import NotifierContext
from shared.notifier.preferences.ending import choose, look, take_back
from shared.notifier.preferences.wishes import Choice
from shared.notifier.preferences.words import choice_name, topic_hint, topic_name
from shared.notifier.unsubscribing import PATH
from shared.plumbing.endpoints import page

ONE_CLICK = "List-Unsubscribe"
"""The field that a mail program sends by itself (RFC 8058); its value says nothing more."""


def add_unsubscribing(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the page and what its buttons, or a mail program, send: no cookie, no session, no redirect."""

    @page(blueprint, "GET", f"{PATH}/<token>", right=PUBLIC)
    def unsubscribe(token: str) -> str:
        """What would end, with one button. Scanners of mail open this page too."""
        ending = look(context, token)
        return _show(token, asked=True, topics=ending.topics, choice=ending.choice, before="")

    @page(blueprint, "POST", f"{PATH}/<token>", right=PUBLIC)
    def end_subscription(token: str) -> str:
        """Ends it, has it come together, or takes that back."""
        before = request.form.get("before", "")
        if before:
            take_back(context, token, before)
            ending = look(context, token)
            return _show(token, asked=False, topics=ending.topics, choice=ending.choice, before="")
        choice = Choice.OFF.value if ONE_CLICK in request.form else request.form.get("choice", Choice.OFF.value)
        ending = choose(context, token, choice)
        return _show(token, asked=False, topics=ending.topics, choice=Choice(choice), before=ending.before)


def _show(token: str, **values: object) -> str:
    return render_template(
        "notifier/unsubscribe.html",
        url=url_for("notifier.end_subscription", token=token),
        topic_name=topic_name,
        topic_hint=topic_hint,
        choice_name=choice_name,
        **values,
    )
