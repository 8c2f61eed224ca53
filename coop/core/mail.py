"""Mail to a technical contact, where the installation has a mail server; off unless it is set.

Only jobs send: a letter leaves outside of any transaction, and a failure is tried again by the job.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from coop.core import clock
from coop.core.language import Text

_SECONDS = 20
TLS_WAYS = ("starttls", "tls", "none")
_SUBMISSION_PORT = 587


@dataclass(frozen=True, slots=True)
class MailServer:
    """host: "" for none. tls: a code of TLS_WAYS. user: "" where none signs in."""

    host: str = ""
    port: int = _SUBMISSION_PORT
    sender: str = ""
    tls: str = "starttls"
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """key: the same for the same letter, so that a mail system can drop a second copy."""

    key: str
    to: str
    subject: Text
    body: Text


_chosen: list[MailServer] = [MailServer()]


def use(server: MailServer) -> None:
    """Set once at start."""
    _chosen[0] = server


def is_on() -> bool:
    return bool(_chosen[0].host)


def send(letter: Letter) -> None:
    """Hand the letter to the server, in both languages.

    Raises OSError, smtplib.SMTPException among them.
    """
    server = _chosen[0]
    with _connected(server) as connection:
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(_written(server, letter))


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.tls == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    if server.tls == "starttls":
        connection.starttls(context=ssl.create_default_context())
    return connection


def _written(server: MailServer, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = server.sender, letter.to
    message["Subject"] = f"{letter.subject.zh} / {letter.subject.en}"
    message["Date"] = format_datetime(clock.wall())
    message["Message-ID"] = f"<{letter.key}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{letter.body.zh}\n\n{letter.body.en}\n")
    return message
