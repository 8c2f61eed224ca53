"""The site's virus scanner: an external command that is handed every uploaded file.

It reads the file from standard input and answers by its exit code, as clamdscan does: 0 clean,
1 infected; anything else, or silence, means that nothing is known, and the file is refused too.
"""

from __future__ import annotations

import base64
import binascii
import shlex
import subprocess

import structlog

from coop.core.messages import refuse

log = structlog.get_logger()
_command: list[str] = []
_SECONDS = 60
_CLEAN, _INFECTED = 0, 1


def use(command: str) -> None:
    """Set once at start; blank for no scanner."""
    _command[:] = shlex.split(command)


def refuse_infected(content_base64: str) -> None:
    """Raises ValidationError (infected, not_scanned). What is no base64 is refused later."""
    if not _command:
        return
    try:
        content = base64.b64decode(content_base64, validate=True)
    except (binascii.Error, ValueError):
        return
    code = _exit_code(content)
    if code == _INFECTED:
        log.warning("infected_upload_refused", size_bytes=len(content))
        raise refuse("infected")
    if code != _CLEAN:
        log.error("scanner_failed", exit_code=code)
        raise refuse("not_scanned")


def _exit_code(content: bytes) -> int | None:
    """None when the scanner is missing or too slow."""
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own command, without a shell
            _command, input=content, capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode
