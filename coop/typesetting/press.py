"""A process of its own that draws documents for the web workers of one machine.

Faces and the layout engine take some 40 MB and a drawing keeps a processor busy; here they do so
once for all workers, whose other threads go on answering. Who has no press, or finds it gone, draws
in the own process. The vendored faces only: a site's own faces are drawn with where they are open.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from coop.typesetting import stamps
from coop.typesetting.content import Content, RenderedPdf
from coop.typesetting.errors import UnprintableCharacter

_KEY_BYTES = 32
_WAITING = 64
_READY = b"ready"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Press:
    """process: kept, for the press ends when nobody holds its input any more."""

    address: str
    key: bytes
    process: subprocess.Popen[bytes]


_running: list[_Press] = []


def start() -> None:
    """Start a press for this process and those forked from it; it ends with the last of them."""
    key = secrets.token_bytes(_KEY_BYTES)
    address = str(Path(tempfile.mkdtemp(prefix="coop-press-")) / "press")
    argv = [sys.executable, "-m", __name__, address]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # ourselves
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("pipes were asked for")
    process.stdin.write(key)
    process.stdin.flush()
    if process.stdout.read(len(_READY)) == _READY:
        _running.append(_Press(address, key, process))
    else:
        _log.warning("the press did not start; every process draws for itself")


def printed(content: Content, stamp: str = "") -> RenderedPdf | None:
    """The file as the press drew it; None where there is no press or it could not.

    Raises UnprintableCharacter when no face has a character.
    """
    for press in _running[-1:]:
        try:
            with Client(press.address, "AF_UNIX", authkey=press.key) as connection:
                connection.send((content, stamp))
                answer = connection.recv()
        except (OSError, EOFError):
            _log.warning("the press does not answer; drawing in this process")
            return None
        if isinstance(answer, list):
            raise UnprintableCharacter(answer)
        return answer if isinstance(answer, RenderedPdf) else None
    return None


# --------------------------------------------------------------------------- the press itself


def _serve(address: str, key: bytes) -> None:
    with Listener(address, "AF_UNIX", backlog=_WAITING, authkey=key) as listener:
        os.write(sys.stdout.fileno(), _READY)
        while True:
            try:
                connection = listener.accept()
            except (OSError, EOFError):
                continue  # a caller that went away before it had spoken
            threading.Thread(target=_answer, args=(connection,), daemon=True).start()


def _answer(connection: Connection) -> None:
    with connection:
        try:
            content, stamp = connection.recv()
            with stamps.stamped(stamp):
                connection.send(_drawn(content))
        except (OSError, EOFError):
            _log.warning("a caller of the press went away")


def _drawn(content: Content) -> RenderedPdf | list[str]:
    """The file, or the characters that can't be printed.

    Any other fault ends the connection: the caller draws for itself and sees it.
    """
    from coop.typesetting import drawing  # noqa: PLC0415  # the callers of this module never need it

    try:
        return drawing.draw(content, None)
    except UnprintableCharacter as refused:
        return refused.characters


def _end_with_input(folder: Path) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _main() -> None:
    key = b""
    while len(key) < _KEY_BYTES:
        key += os.read(sys.stdin.fileno(), _KEY_BYTES - len(key)) or sys.exit("no key")
    folder = Path(sys.argv[1]).parent
    threading.Thread(target=_end_with_input, args=(folder,), daemon=True).start()
    _serve(sys.argv[1], key)


if __name__ == "__main__":
    _main()
