"""Requests per minute: counted per client over all processes, without a write per read."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from coop.core import clock
from coop.core.db import session
from coop.core.errors import TooManyRequests
from coop.core.limits import Limiter, RateWindow, forget_old_windows
from tests.exchange.made import Door
from tests.world import World

NOON = "2026-09-18T12:00"


@pytest.fixture
def _noon(at: object) -> object:
    with at(NOON):  # type: ignore[operator]
        yield


def _told() -> dict[str, int]:
    session().rollback()
    rows = session().execute(sa.select(RateWindow.client, RateWindow.requests))
    return {found[0]: found[1] for found in rows}


def _allowed(limiter: Limiter, client: str, tries: int) -> int:
    count = 0
    for _ in range(tries):
        try:
            limiter.count(client)
            count += 1
        except TooManyRequests:
            pass
    return count


@pytest.mark.usefixtures("_noon")
def test_a_client_gets_its_limit_and_not_one_more(app: Flask) -> None:
    limiter = Limiter(app, per_minute=20)
    assert _allowed(limiter, "client:1", 30) == 20
    assert _allowed(limiter, "client:2", 30) == 20


@pytest.mark.usefixtures("_noon")
def test_the_next_minute_starts_anew_and_the_refusal_says_when(app: Flask) -> None:
    limiter = Limiter(app, per_minute=2)
    _allowed(limiter, "client:1", 2)
    late = clock.now() + timedelta(seconds=45)
    with clock.stopped_at(late), pytest.raises(TooManyRequests) as refused:
        limiter.count("client:1")
    assert refused.value.seconds == 15
    with clock.stopped_at(clock.now() + timedelta(seconds=60)):
        assert limiter.count("client:1") == (1, 60)


@pytest.mark.usefixtures("_noon")
def test_two_processes_share_the_limit_once_they_told_each_other(app: Flask) -> None:
    one, other = Limiter(app, per_minute=20), Limiter(app, per_minute=20)
    assert _allowed(one, "client:1", 12) == 12
    one.flush()
    assert _allowed(other, "client:1", 1) == 1
    other.flush()
    assert _allowed(other, "client:1", 20) == 7
    other.flush()
    _allowed(one, "client:1", 1)
    one.flush()
    assert _allowed(one, "client:1", 20) == 0
    assert _told() == {"client:1": 21}


def test_counting_writes_nothing_by_itself_and_everything_once_told(app: Flask) -> None:
    limiter = Limiter(app, per_minute=600)
    _allowed(limiter, "client:1", 50)
    assert _told() == {}
    limiter.flush()
    limiter.flush()
    assert _told() == {"client:1": 50}


def test_old_windows_are_forgotten(app: Flask) -> None:
    limiter = Limiter(app, per_minute=600)
    with clock.stopped_at(clock.now() - timedelta(hours=2)):
        limiter.count("client:old")
    limiter.flush()
    limiter.count("client:new")
    limiter.flush()
    forget_old_windows()
    assert list(_told()) == ["client:new"]


def test_every_answer_of_the_api_tells_what_is_left(app: Flask, world: World) -> None:
    door = Door(app, world, world.sc)
    first = door.call("GET", "/events")
    second = door.call("GET", "/events")
    assert first.headers["RateLimit-Policy"] == '"client";q=600;w=60'
    assert first.headers["RateLimit"].startswith('"client";r=599;t=')
    assert second.headers["RateLimit"].startswith('"client";r=59')


def test_too_many_requests_answer_429_and_when_to_come_back(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["coop_limiter"], "per_minute", 0)
    answer = Door(app, world, world.sc).call("GET", "/events")
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["RateLimit"].startswith('"client";r=0;t=')


def test_a_request_without_a_token_is_not_counted(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/events")
    assert answer.status_code == 401
    assert "RateLimit" not in answer.headers
