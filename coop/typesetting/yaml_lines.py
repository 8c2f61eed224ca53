"""YAML read so that every value knows its line, for error messages a secretary can act on."""

from __future__ import annotations

import contextlib
import pathlib
from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Keys and list positions from the top of a file to a value."""

_DEEPEST = 12
_SAFE = yaml.SafeLoader("")
_CONSTRUCTED = {"tag:yaml.org,2002:null", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int"}
"""Other scalars, dates among them, stay text: the schema reads them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value; line counted from 1."""

    line: int
    path: Path
    rule: str

    def __str__(self) -> str:
        field = ".".join(str(part) for part in self.path)
        return f"{self.line}: {field}: {self.rule}" if field else f"{self.line}: {self.rule}"


class FileRefused(ValueError):
    """A file that cannot be used; `problems` says why, all at once, in the order of the lines."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line, str(problem.path)))
        super().__init__("\n".join(f"{name}:{problem}" for problem in self.problems))


@dataclass(frozen=True, slots=True)
class LocatedYaml:
    """Plain values of a file, and the line of each path into them."""

    name: str
    value: Any
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """Line of a value, or of what it is missing from."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def refused(self, problems: list[tuple[Path, str]]) -> FileRefused:
        """The error that names the lines of these problems."""
        found = [Problem(self.line_of(path), path, rule) for path, rule in problems]
        return FileRefused(self.name, found)

    def texts(self) -> list[tuple[Path, str]]:
        """Every text value with its path."""
        found = ((path, _at(self.value, path)) for path in self.lines)
        return [(path, value) for path, value in found if isinstance(value, str)]


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def read_file(path: pathlib.Path) -> LocatedYaml:
    """Parse a UTF-8 file; errors as read()."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise FileRefused(path.name, [Problem(1, (), "the file is not UTF-8")]) from error
    return read(path.name, text)


def read(name: str, text: str) -> LocatedYaml:
    """Parse a YAML text. name: as the file shall be called in errors.

    Raises FileRefused for what is not YAML, for keys given twice and for values nested too deeply.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise FileRefused(name, [Problem(line, (), str(error.problem))]) from error
    except yaml.YAMLError as error:
        raise FileRefused(name, [Problem(1, (), str(error))]) from error
    if node is None:
        raise FileRefused(name, [Problem(1, (), "the file is empty")])
    reader = _Reader()
    value = reader.value(node, ())
    if reader.problems:
        raise FileRefused(name, reader.problems)
    return LocatedYaml(name, value, reader.lines)


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > _DEEPEST:
            self.problems.append(Problem(line, path[:3], "nested too deeply"))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in found:
                self.problems.append(Problem(line, (*path, key), "given twice"))
                continue
            self.lines[*path, key] = line
            found[key] = self.value(value_node, (*path, key))
        return found


def _scalar(node: yaml.Node) -> Any:
    if node.tag in _CONSTRUCTED:
        with contextlib.suppress(ValueError, KeyError):  # such as !!int abc
            return _SAFE.construct_object(node)
    return node.value
