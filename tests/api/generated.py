"""Partners whose systems use the client generated from openapi.yaml, over a real socket."""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from uuid_utils.compat import uuid7

from coop.core import clock

_NAMES = {"meetings": "meeting", "agenda-items": "agenda_item", "minutes": "minutes"}
_CREATES = {"meetings": "plan_meeting"}


@dataclass(frozen=True)
class Answered:
    """What tests/api/job.py reads of an answer."""

    status_code: int
    body: dict[str, Any]

    def get_json(self) -> dict[str, Any]:
        return self.body


@dataclass(frozen=True)
class GeneratedPartner:
    """The same calls as Partner, each by its generated function.

    hour: the server's stopped clock; sign_in: a client with a new token, which lives 15 minutes.
    """

    code: ModuleType
    sign_in: Callable[[], Any]
    hour: list[Any]

    def read(self, plural: str, subject_id: str) -> dict[str, Any]:
        return self._call(f"get_{_NAMES[plural]}", subject_id=subject_id).body

    def act(self, shown: dict[str, Any], plural: str, segment: str, **fields: Any) -> Any:
        operation = f"{segment.replace('-', '_')}_{_NAMES[plural]}"
        match = f'"{shown["version"]}"'
        answer = self._call(operation, fields, subject_id=shown["id"], if_match=match)
        assert answer.status_code == 200, answer.body
        return answer.body

    def post(self, path: str, body: dict[str, Any]) -> Answered:
        plural, *rest = path.strip("/").split("/")
        given: dict[str, Any] = {"idempotency_key": str(uuid7())}
        if not rest:
            return self._call(_CREATES[plural], body, **given)
        subject_id, segment = rest
        operation = f"{segment.replace('-', '_')}_{_NAMES[plural]}"
        return self._call(operation, body, subject_id=subject_id, **given)

    def _call(self, operation: str, body: dict[str, Any] | None = None, **given: Any) -> Answered:
        module = self._module(operation)
        self.hour[0] = clock.now()
        if body is not None:
            given["body"] = self._body(module, body)
        answer = module.sync_detailed(client=self.sign_in(), **given)
        return Answered(answer.status_code.value, answer.parsed.to_dict())

    def _module(self, operation: str) -> ModuleType:
        """Where the generator put an operation: api/<tag>/<operation>."""
        folder = Path(str(self.code.__file__)).parent / "api"
        found = next(folder.rglob(f"{operation}.py"))
        return importlib.import_module(f"{self.code.__name__}.api.{found.parent.name}.{found.stem}")

    def _body(self, module: ModuleType, body: dict[str, Any]) -> Any:
        """The operation's own body class, from the type of its parameter."""
        hint = typing.get_type_hints(module.sync_detailed)["body"]
        kinds = [hint, *typing.get_args(hint)]
        made = next(kind for kind in kinds if hasattr(kind, "from_dict"))
        return made.from_dict(body)
