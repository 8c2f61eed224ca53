"""Every state table of coop, found by importing the modules named workflow or roster."""

from __future__ import annotations

import importlib
from functools import cache

from coop.core.workflow import Workflow
from tests.meta.checkout import name_of, python_files


@cache
def workflows() -> tuple[Workflow, ...]:
    """In the order of their names, which are unique."""
    found: dict[str, Workflow] = {}
    for file in python_files("coop"):
        if file.stem not in {"workflow", "roster"} or file.parent.name == "core":
            continue
        module = importlib.import_module(name_of(file).removesuffix(".py").replace("/", "."))
        for value in vars(module).values():
            if isinstance(value, Workflow):
                assert found.setdefault(value.name, value) is value, f"two tables: {value.name}"
    return tuple(found[name] for name in sorted(found))
