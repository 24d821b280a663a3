"""Pages of the notifier: a person's own messages, and in the demo the mailbox of everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from shared.access.rights import PUBLIC, Right, may_anywhere, require
from shared.access.vocabulary import Action, Resource
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import NotFound
from shared.notifier import mailbox_messages
from shared.notifier.addresses.acts import own_stopped
from shared.notifier.addresses.hook import add_mail_events
from shared.notifier.addresses.pages import add_addresses
from shared.notifier.door import Notifier
from shared.notifier.endpoints.act_pages import add_acts
from shared.notifier.endpoints.acting import READ as READ_ENDPOINTS
from shared.notifier.endpoints.pages import add_endpoint_pages
from shared.notifier.leave.pages import add_leave
from shared.notifier.own_settings import add_own_settings
from shared.notifier.preferences.ending_pages import add_unsubscribing
from shared.notifier.preferences.pages import add_preferences
from shared.notifier.previewing.pages import add_preview
from shared.notifier.resting.pages import add_resting
from shared.notifier.served import keep_context
from shared.notifier.status import pages as status
from shared.notifier.status.reaching import READ as READ_STATUS
from shared.notifier.status.reaching import looks_after
from shared.notifier.told.pages import add_told
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

OWN_MESSAGES = Right(Resource.OWN_INBOX, Action.READ)


def make_blueprint(notifier: Notifier) -> Blueprint:
    """`/messages` for everybody who is signed in; `/mailbox` only when the suite runs as a demo."""
    blueprint = Blueprint("notifier", __name__, template_folder="templates")
    blueprint.record_once(lambda setup: keep_context(setup.app, notifier.context))
    add_own_settings(blueprint)
    add_preferences(blueprint, notifier.context)
    add_told(blueprint, notifier.context)
    add_resting(blueprint, notifier.context)
    add_leave(blueprint, notifier.context)
    _add_messages(blueprint, notifier)
    status.add_to(blueprint, notifier.context)
    add_unsubscribing(blueprint, notifier.context)
    add_addresses(blueprint, notifier.context)
    add_preview(blueprint, notifier.context)
    if (secret := notifier.context.settings.mail_events_secret) is not None:
        add_mail_events(blueprint, notifier.context, secret)
    add_endpoint_pages(blueprint, notifier.context)
    add_acts(blueprint, notifier.context)
    if notifier.context.settings.demo:
        _add_mailbox(blueprint, notifier)
    return blueprint


def _add_messages(blueprint: Blueprint, notifier: Notifier) -> None:
    @page(blueprint, "GET", "/messages", right=OWN_MESSAGES)
    def messages() -> str:
        """The person's messages, newest first."""
        person_id = _reader()
        return render_template(
            "notifier/messages.html",
            messages=notifier.inbox(person_id),
            shows_status=looks_after(current_actor(), READ_STATUS),
            connects=may_anywhere(current_actor(), READ_ENDPOINTS),
            stopped=own_stopped(notifier.context, require_actor().email),
        )

    @page(blueprint, "GET", "/messages/<message_id>", right=OWN_MESSAGES)
    def message(message_id: str) -> str:
        """One message; opening it is reading it."""
        person_id = _reader()
        found = notifier.open_message(person_id, message_id)
        if found.unread:
            notifier.mark_read(person_id, message_id)
        return render_template("notifier/message.html", message=found)


def _add_mailbox(blueprint: Blueprint, notifier: Notifier) -> None:
    @page(blueprint, "GET", "/mailbox", right=PUBLIC)
    def mailbox() -> str:
        """All mails that would have been sent, newest first."""
        with notifier.context.database.read() as connection:
            return render_template("notifier/mailbox.html", mails=mailbox_messages.newest(connection))

    @page(blueprint, "GET", "/mailbox/<mail_id>", right=PUBLIC)
    def mail(mail_id: str) -> str:
        """One mail."""
        with notifier.context.database.read() as connection:
            found = mailbox_messages.find(connection, mail_id)
        if found is None:
            raise NotFound(_("Deze mail is er niet."))
        return render_template("notifier/mail.html", mail=found)


def _reader() -> str:
    actor = require_actor()
    require(actor, OWN_MESSAGES, owner_id=actor.person_id)
    return actor.person_id
