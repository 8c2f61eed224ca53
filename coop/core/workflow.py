"""State machines as data: the same rows permit, refuse, label, draw and generate tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from coop.core.errors import IllegalTransition
from coop.core.language import Text


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `source --action(roles)--> target`."""

    source: str
    action: str
    target: str
    roles: frozenset[str]


def row(source: str, action: str, target: str, *roles: str) -> list[Transition]:
    """Rows for every state in "a|b|c"."""
    return [Transition(one, action, target, frozenset(roles)) for one in source.split("|")]


class Stateful(Protocol):
    """A row that a state table moves."""

    state: Any


class Workflow:
    """A state table with the names people read.

    states, actions: code -> Text, in the order in which they are shown.
    """

    def __init__(
        self,
        name: str,
        *,
        states: Mapping[str, Text],
        actions: Mapping[str, Text],
        rows: Sequence[Sequence[Transition]],
    ) -> None:
        self.name = name
        self.states = states
        self.actions = actions
        self.transitions = tuple(one for group in rows for one in group)
        self.initial = next(iter(states))
        self._check()
        # Asked for every row of every list, so worked out once.
        self._possible = {state: self._leaving(state) for state in states}
        self._roles = {action: self._granted(action) for action in actions}

    def _leaving(self, state: str) -> list[str]:
        found = {one.action for one in self.transitions if one.source == state}
        return [action for action in self.actions if action in found]

    def _granted(self, action: str) -> frozenset[str]:
        rows = (one.roles for one in self.transitions if one.action == action)
        return frozenset[str]().union(*rows)

    def _check(self) -> None:
        for one in self.transitions:
            if one.source not in self.states or one.target not in self.states:
                raise ValueError(f"{self.name}: {one} names an unknown state")
            if one.action not in self.actions:
                raise ValueError(f"{self.name}: {one.action} has no label")

    def next(self, state: str, action: str, *, to: str | None = None) -> str:
        """The state after `action`; `to` chooses where the table has several targets.

        Raises IllegalTransition, with the actions that the state does allow.
        """
        targets = [
            one.target
            for one in self.transitions
            if one.source == state and one.action == action and to in (None, one.target)
        ]
        if not targets:
            raise IllegalTransition(
                state=self.states[state],
                action=self.actions[action],
                allowed_actions=self.possible(state),
            )
        return targets[0]

    def move(self, row: Stateful, action: str, *, to: str | None = None) -> tuple[str, str]:
        """Take the action: the row's new state is set; answers (old, new) for the log."""
        before = row.state
        row.state = self.next(before, action, to=to)
        return before, row.state

    def possible(self, state: str) -> list[str]:
        """Actions that leave this state, whoever may do them, in the order of `actions`."""
        return list(self._possible[state])

    def roles(self, action: str) -> frozenset[str]:
        """Every role that any row grants this action."""
        return self._roles.get(action, frozenset())

    def sources(self, action: str) -> frozenset[str]:
        """States in which the action is possible."""
        return frozenset(one.source for one in self.transitions if one.action == action)

    def course(self, state: str, *, aside: Collection[str]) -> list[tuple[Text, str]]:
        """The usual way from start to end, each step "done", "current" or "ahead".

        aside: states off that way, such as cancelled; an object there shows only that.
        """
        if state in aside:
            return [(self.states[state], "current")]
        usual = [code for code in self.states if code not in aside]
        here = usual.index(state)
        places = ["done"] * here + ["current"] + ["ahead"] * (len(usual) - here - 1)
        return [(self.states[code], place) for code, place in zip(usual, places, strict=True)]

    def onward(self, state: str, *, aside: Collection[str]) -> Transition | None:
        """The row that leads to the next state of the usual way; None at its end."""
        usual = [code for code in self.states if code not in aside]
        following = usual[usual.index(state) + 1 :][:1] if state in usual else []
        found = (one for one in self.transitions if one.source == state and one.target in following)
        return next(found, None)

    def diagram(self) -> str:
        """Mermaid text for docs/workflows, with Chinese state names."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {code}: {code} {text.zh}" for code, text in self.states.items()]
        merged: dict[tuple[str, str, str], frozenset[str]] = {}
        for one in self.transitions:
            merged[(one.source, one.target, one.action)] = one.roles
        lines += [
            f"    {source} --> {target}: {action} ({', '.join(sorted(roles)) or 'system'})"
            for (source, target, action), roles in merged.items()
        ]
        return "\n".join(lines) + "\n"
