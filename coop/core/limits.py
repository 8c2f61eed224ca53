"""How many API requests a client may make per minute, counted over all processes.

Reading must not cost a database write: a process counts in memory and adds its count to the shared
table at most once a second, from a thread of its own. So a client on several nodes may exceed the
limit by what the others counted within that second.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import structlog
from flask import Flask, Response, g, request
from sqlalchemy.orm import Mapped, mapped_column

from coop.core import clock, http, jobs
from coop.core.db import Base, command, session
from coop.core.errors import TooManyRequests, Unauthenticated

WINDOW_SECONDS = 60
_FLUSH_SECONDS = 1.0
_KEPT = timedelta(hours=1)
log = structlog.get_logger()


class RateWindow(Base):
    """Requests of one client in the minute that began then, as far as processes have told."""

    __tablename__ = "rate_window"
    client: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    begins_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    requests: Mapped[int]


@dataclass(slots=True)
class _Count:
    """One client's window in this process. shared: what the table said at the last flush."""

    begins_at: datetime
    shared: int = 0
    untold: int = 0


@dataclass(slots=True)
class Limiter:
    """The counts of one process."""

    app: Flask
    per_minute: int
    _counts: dict[str, _Count] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _flush_is_due: bool = False

    def count(self, client: str) -> tuple[int, int]:
        """Count one request: requests left in this window, seconds until the next one.

        Raises TooManyRequests; refused requests aren't counted.
        """
        now = clock.wall()
        begins_at = _window(now)
        seconds = WINDOW_SECONDS - math.floor((now - begins_at).total_seconds())
        with self._lock:
            known = self._counts.get(client)
            if known is None or known.begins_at != begins_at:
                known = self._counts[client] = _Count(begins_at)
            if known.shared + known.untold >= self.per_minute:
                raise TooManyRequests(seconds=seconds)
            known.untold += 1
            left = self.per_minute - known.shared - known.untold
            self._start_flush()
        return left, seconds

    def _start_flush(self) -> None:
        """One timer at a time, and none while nobody calls."""
        if not self._flush_is_due:
            self._flush_is_due = True
            timer = threading.Timer(_FLUSH_SECONDS, self._flush_later)
            timer.daemon = True
            timer.start()

    def _flush_later(self) -> None:
        try:
            self.flush()
        except Exception as fault:  # noqa: BLE001  # counting must never stop the service
            log.warning("rate_limit_flush_failed", fault=type(fault).__name__)

    def flush(self) -> None:
        """Tell the table what was counted here and learn what all processes counted."""
        with self._lock:
            self._flush_is_due = False
            told = {client: one.untold for client, one in self._counts.items() if one.untold}
            windows = {client: self._counts[client].begins_at for client in told}
        if not told:
            return
        with self.app.app_context():
            shared = add_requests({(client, windows[client]): told[client] for client in told})
        with self._lock:
            for client, untold in told.items():
                known = self._counts.get(client)
                if known is not None and known.begins_at == windows[client]:
                    known.shared, known.untold = shared[client], known.untold - untold

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()


def _window(now: datetime) -> datetime:
    whole = int(now.timestamp()) // WINDOW_SECONDS * WINDOW_SECONDS
    return datetime.fromtimestamp(whole, UTC)


@command
def add_requests(counted: dict[tuple[str, datetime], int]) -> dict[str, int]:
    """Add to the windows' counts; what each of them holds now, by client."""
    shared = {}
    for key in sorted(counted):
        row = session().get(RateWindow, key, with_for_update=True)
        if row is None:
            row = RateWindow(client=key[0], begins_at=key[1], requests=0)
            session().add(row)
        row.requests += counted[key]
        shared[key[0]] = row.requests
    return shared


@command
def forget_old_windows() -> None:
    old = RateWindow.begins_at < clock.wall() - _KEPT
    session().execute(sa.delete(RateWindow).where(old))


jobs.scheduled("forget_old_windows", "23 * * * *")(forget_old_windows)


# --------------------------------------------------------------------------- the door


def install(app: Flask, *, per_minute: int) -> Limiter:
    """Count every authenticated API request of this application."""
    limiter = Limiter(app, per_minute)

    def count() -> None:
        if not request.path.startswith(http.API_PREFIX):
            return
        try:
            client = http.api_actor()
        except Unauthenticated:
            return  # the operation itself answers 401
        try:
            g.rate = limiter.count(f"{client.kind}:{client.id}")
        except TooManyRequests as refused:
            g.rate = (0, refused.seconds)
            raise

    def tell(response: Response) -> Response:
        if "rate" in g:
            left, seconds = g.rate
            response.headers["RateLimit-Policy"] = f'"client";q={per_minute};w={WINDOW_SECONDS}'
            response.headers["RateLimit"] = f'"client";r={left};t={seconds}'
        return response

    app.before_request(count)
    app.after_request(tell)
    app.extensions["coop_limiter"] = limiter
    app.extensions.setdefault("coop_caches", []).append(limiter.forget)
    return limiter
