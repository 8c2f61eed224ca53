"""A mail server of a few lines, for one connection after the other."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from coop.core import mail
from coop.core.mail import MailServer

_ANSWERS = {b"EHLO": b"250 here", b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class _Server(socketserver.TCPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[EmailMessage] = []


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            self.wfile.write(_ANSWERS.get(word, b"250 ok") + b"\r\n")
            if word == b"DATA":
                self._take()
            if word == b"QUIT":
                return

    def _take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(message)
        self.wfile.write(b"250 taken\r\n")


@contextmanager
def mailbox() -> Iterator[list[EmailMessage]]:
    """What arrives while coop hands its mail to this server."""
    with _Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mail.use(MailServer("127.0.0.1", server.server_address[1], "coop@court.example", "none"))
        try:
            yield server.letters
        finally:
            mail.use(MailServer())
            server.shutdown()
