"""A court's and a body's system that know nothing but the generated client, on a line that fails.

Each keeps its own ledger from its own acts and from the event stream, and at the end both compare
it with coop's.
"""

from __future__ import annotations

import hashlib
import importlib
import random
import typing
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
from flask import Flask

from coop.core import clock
from tests.mechanisms.meetings import make

_TRIES = 12


class BadLine(httpx.BaseTransport):
    """Requests that never arrive, arrive twice, or whose answer is lost."""

    def __init__(self, app: Flask, dice: random.Random, hour: list[str]) -> None:
        self._app, self._dice, self._hour = httpx.WSGITransport(app=app), dice, hour
        self.faults = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        luck = self._dice.random()
        self.faults += luck < 0.12
        if luck < 0.04:
            raise httpx.ConnectError("cut off before it arrived")
        answer = self._served(request)
        if luck < 0.08:
            raise httpx.ReadTimeout("cut off before the answer")
        return self._served(request) if luck < 0.12 else answer

    def _served(self, request: httpx.Request) -> httpx.Response:
        def run() -> httpx.Response:
            with clock.stopped_at(make.instant(self._hour[0])):
                answer = self._app.handle_request(request)
                answer.read()
                return answer

        return Context().run(run)


@dataclass
class System:
    """One side. ledger: number of a dispute -> what it knows. after: the last event it has read."""

    code: ModuleType
    client: Any
    agreement_id: str
    ledger: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: int = 0
    keys: int = 0

    def call(self, operation: str, body: dict[str, Any] | None = None, **given: Any) -> Any:
        """(status, body), asked again with the same key until an answer comes."""
        module, made = _operation(self.code, operation)
        given = {name: _typed(module, name, value) for name, value in given.items()}
        if body is not None:
            given["body"] = made(body)
            self.keys += 1
            given["idempotency_key"] = f"{operation}-{self.keys}"
        for _attempt in range(_TRIES):
            try:
                answer = module.sync_detailed(client=self.client, **given)
            except httpx.TransportError:
                continue
            told = answer.parsed.to_dict() if answer.parsed is not None else {}
            return answer.status_code.value, told
        raise AssertionError(f"{operation} never got through")

    def act(self, operation: str, seen: dict[str, Any], **body: Any) -> tuple[int, dict[str, Any]]:
        match = f'"{seen["version"]}"'
        found: tuple[int, dict[str, Any]] = self.call(
            operation, body, subject_id=seen["id"], if_match=match
        )
        return found

    def done(self, operation: str, seen: dict[str, Any], **body: Any) -> dict[str, Any]:
        status, told = self.act(operation, seen, **body)
        assert status == 200, (operation, told)
        return told

    def disputes(self, **wanted: Any) -> list[dict[str, Any]]:
        """Every page of the own list."""
        found: list[dict[str, Any]] = []
        cursor: dict[str, Any] = {}
        while True:
            _status, page = self.call("list_disputes", limit=100, **cursor, **wanted)
            found += page["items"]
            if not page["next"]:
                return found
            cursor = {"cursor": page["next"]}

    def read_events(self) -> None:
        """Take what is new into the ledger; positions have no gap, whatever the line did."""
        while True:
            _status, page = self.call("list_events", after=self.after, limit=200)
            for one in page["items"]:
                assert one["position"] == self.after + 1
                self.after = one["position"]
                self._note(one)
            if not page["items"]:
                return

    def _note(self, event: dict[str, Any]) -> None:
        told = event["data"]
        known = self.ledger.setdefault(told.get("issue_no", ""), {"state": "", "ack": 0})
        if event["type"] == "dispute.changed":
            known["state"] = told["state"]
            known["ack"] = int(known["ack"] or told["action"] == "acknowledge")
        if event["type"] == "dispute.concluded":
            known |= {"ground": told["ground"], "on": told["concluded_on"]}

    def reconcile(self, days: dict[str, list[str]], named: Callable[[str], str]) -> list[Any]:
        """Differences found over all days. days: day -> numbers of that day's disputes."""
        first, last = min(days), max(days)
        _status, told = self.call(
            "reconcile_disputes",
            agreement_id=self.agreement_id,
            from_on=_day(first),
            until_on=_day(last),
        )
        found: list[Any] = []
        for day in told["days"]:
            numbers = days.get(day["on"], [])
            lines = sorted(self._line(one, named(one)) for one in numbers)
            digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
            if (day["count"], day["sha256"]) != (len(lines), digest):
                found.append((day, lines))
            found += self._compared(day["on"], [(one, named(one)) for one in numbers])
        return found

    def _compared(self, day: str, entries: list[tuple[str, str]]) -> list[Any]:
        listed = [
            {
                "reference": reference,
                "state": self.ledger[number]["state"],
                "ground": self.ledger[number].get("ground"),
                "concluded_on": self.ledger[number].get("on"),
                "is_acknowledged": bool(self.ledger[number]["ack"]),
            }
            for number, reference in entries
        ]
        body = {"agreement_id": self.agreement_id, "on": day, "entries": listed}
        module, made = _operation(self.code, "compare_disputes")
        answer = _patient(lambda: module.sync_detailed(client=self.client, body=made(body)))
        differences: list[Any] = answer.parsed.to_dict()["differences"]
        return differences

    def _line(self, number: str, reference: str) -> str:
        known = self.ledger[number]
        ended = f"{known.get('ground', '')}|{known.get('on', '')}"
        return f"{reference}|{known['state']}|{ended}|{known['ack']}"


def _patient(ask: Callable[[], Any]) -> Any:
    for _attempt in range(_TRIES):
        try:
            return ask()
        except httpx.TransportError:
            continue
    raise AssertionError("never got through")


def _day(text: str) -> Any:
    return make.instant(f"{text}T00:00").date()


def _typed(module: ModuleType, name: str, value: Any) -> Any:
    """Codes as the generated client's own enumerations."""
    hints = typing.get_args(typing.get_type_hints(module.sync_detailed)[name])
    kinds = [one for one in hints if isinstance(one, type) and issubclass(one, Enum)]
    return kinds[0](value) if kinds else value


_known: dict[str, tuple[ModuleType, Callable[[dict[str, Any]], Any]]] = {}


def _operation(code: ModuleType, name: str) -> tuple[ModuleType, Any]:
    """Where the generator put an operation, and its body's class."""
    if name not in _known:
        folder = Path(str(code.__file__)).parent / "api"
        found = next(folder.rglob(f"{name}.py"))
        module = importlib.import_module(f"{code.__name__}.api.{found.parent.name}.{found.stem}")
        hint = typing.get_type_hints(module.sync_detailed).get("body")
        kinds = [hint, *typing.get_args(hint)]
        body = next((one for one in kinds if hasattr(one, "from_dict")), None)
        _known[name] = module, body.from_dict if body else dict
    return _known[name]
