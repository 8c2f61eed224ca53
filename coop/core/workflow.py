"""State machines as data: the same rows permit, refuse, label, draw and generate tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coop.core.errors import IllegalTransition
from coop.core.language import Text


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of domain.md 8.3: `source --action(roles)--> target`."""

    source: str
    action: str
    target: str
    roles: frozenset[str]


def row(source: str, action: str, target: str, *roles: str) -> list[Transition]:
    """Rows for every state in "a|b|c"."""
    return [Transition(one, action, target, frozenset(roles)) for one in source.split("|")]


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

    def possible(self, state: str) -> list[str]:
        """Actions that leave this state, whoever may do them, in the order of `actions`."""
        found = {one.action for one in self.transitions if one.source == state}
        return [action for action in self.actions if action in found]

    def roles(self, action: str) -> frozenset[str]:
        """Every role that any row grants this action."""
        granted: frozenset[str] = frozenset()
        for one in self.transitions:
            if one.action == action:
                granted |= one.roles
        return granted

    def sources(self, action: str) -> frozenset[str]:
        """States in which the action is possible."""
        return frozenset(one.source for one in self.transitions if one.action == action)

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
