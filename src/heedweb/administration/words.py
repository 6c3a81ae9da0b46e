"""What pages say of the installation's health and options, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEALTH: dict[str, str | Promise] = {
    "none": _("no installation in {folder} yet"),
    "versions": _("heed {heed}, Python {python}, Django {django}, SQLite {sqlite}"),
    "options": _("the options are in order"),
    "options_wrong": _("{problem}"),
    "disk": _("{free} GB free on the disk of {folder}"),
    "unreadable": _("the database cannot be read: {problem}"),
    "database": _("the database is whole"),
    "database_damaged": _(
        "the database is damaged: {said}. Stop heed and restore the last backup."
    ),
    "jobs": _("{waiting} jobs wait or run, {failed} failed or stopped"),
    "worker": _("jobs are done; last sign of life {at}"),
    "no_worker": _("no process does jobs; start heed serve or heed work"),
    "mail": _("mail goes through {host}:{port}"),
    "no_mail": _("no mail server is set up; sign-in links are handed over by people"),
    "backup": _("last backup {at}: {file}"),
    "no_backup": _("no backup was made yet; make one: heed backup FILE"),
    "originals": _("{count} originals were read whole, the longest ago {at}; {faults} are damaged"),
}
OPTIONS: dict[str, str | Promise] = {
    "mail_host": _("Mail server"),
    "mail_port": _("Port"),
    "mail_tls": _("Secured by"),
    "mail_user": _("User"),
    "mail_password": _("Password"),
    "mail_from": _("Mail comes from"),
    "upload_mb": _("Largest document, in MB"),
    "data_mb": _("Largest file of data, in MB"),
    "pages": _("Most pages of a document"),
    "fetch": _("Fetch UN documents by their symbol"),
    "fetch_hosts": _("Hosts that heed may then connect to"),
    "fetch_url": _("Address of the symbol access"),
    "dialogue_hosts": _("Hosts from which items of the dialogue may be fetched"),
    "dialogue_feeds": _("Feeds that rooms may ask for items of the dialogue"),
}
# What stands below a field; the others need no more words than their name.
HELP: dict[str, str | Promise] = {
    "mail_host": _("Without one, sign-in links are handed over by people."),
    "mail_tls": _("starttls is common at port 587, tls at port 465, off at port 25."),
    "mail_user": _("If the server asks for one."),
    "mail_password": _("Never shown again. Leave it empty to keep what is there."),
    "mail_from": _("An address, such as heed@example.org."),
    "fetch_hosts": _("Full names, separated by commas."),
    "fetch_url": _("On one of these hosts."),
    "dialogue_hosts": _(
        "Full names, separated by commas. None: nothing is fetched for the dialogue."
    ),
    "dialogue_feeds": _("Addresses of RSS or Atom feeds on these hosts, separated by spaces."),
}
VERBS: dict[str, str | Promise] = {
    "account_suspended": _("suspended the account"),
    "account_let_in": _("let in the account"),
    "sessions_ended": _("ended the sessions of"),
    "administrator_made": _("made an administrator of"),
    "administrator_unmade": _("ended the administration of"),
    "workspace_created": _("created the workspace"),
    "option_changed": _("changed the option"),
}
