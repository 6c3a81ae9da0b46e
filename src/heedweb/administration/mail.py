"""Mail as the options say it at the moment it is sent."""

from __future__ import annotations

import smtplib
import socket
import ssl
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Printed
from django.core.mail.backends.smtp import EmailBackend as Sent
from django.utils.translation import gettext as _

from heedweb.administration import options

# A mail server that does not answer must not hold a page for long.
_SECONDS = 15


class MailProblem(Exception):
    """A mail that could not be sent. `str()` is one line."""


def is_set_up() -> bool:
    """Return whether there is a mail server."""
    return options.value("mail_host") != ""


class Backend(BaseEmailBackend):
    """Sends through the mail server of the options; prints where there is none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send, and return how many were sent."""
        for message in email_messages:
            if message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = options.value("mail_from")
        connection = _connection(fail_silently=self.fail_silently)
        try:
            return connection.send_messages(email_messages) or 0
        finally:
            # A server that was reached and then refuses is left open otherwise.
            connection.close()


def _connection(**told: Any) -> BaseEmailBackend:  # noqa: ANN401 -- Django's own keywords
    if not is_set_up():
        return Printed(stream=sys.stdout, **told)
    tls = options.value("mail_tls")
    return Sent(
        host=options.value("mail_host"),
        port=options.number("mail_port"),
        username=options.value("mail_user"),
        password=options.value("mail_password"),
        use_tls=tls == "starttls",
        use_ssl=tls == "tls",
        timeout=_SECONDS,
        **told,
    )


def send(subject: str, body: str, to: str) -> None:
    """Send a mail. Raises `MailProblem` with what went wrong, without any password."""
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to])
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        raise MailProblem(line_of(error)) from error


def line_of(error: Exception) -> str:
    """Return in one line what is wrong where a mail could not be sent, and what to look at."""
    host, port = options.value("mail_host"), options.value("mail_port")
    where = f"{host}:{port}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        text = _("The mail server {where} refuses the user or the password.")
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        text = _("The mail server {where} does not offer what is asked of it; check TLS and user.")
    elif isinstance(error, smtplib.SMTPSenderRefused):
        text = _("The mail server {where} refuses the address that mail comes from.")
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        text = _("The mail server {where} refuses the address that the mail goes to.")
    elif isinstance(error, ssl.SSLError):
        text = _("No secure connection to {where}: check TLS, the port and the certificate.")
    elif isinstance(error, socket.gaierror):
        text = _("The name of the mail server {where} cannot be resolved.")
    elif isinstance(error, TimeoutError):
        text = _("The mail server {where} does not answer in time; check host, port and TLS.")
    elif isinstance(error, ConnectionRefusedError):
        text = _("Nothing answers at {where}; check host and port.")
    else:
        text = _("The mail server {where} did not take the mail; check host, port and TLS.")
    return text.format(where=where)
