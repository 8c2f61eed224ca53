"""What the state tables say, as files that people review: permissions, diagrams, words."""

from __future__ import annotations

import csv
import io

import pytest

from coop.core.workflow import Workflow
from coop.registry.words import ROLE_NAMES
from tests.meta.golden import ROOT, assert_same_as_file
from tests.meta.state_tables import workflows

pytestmark = pytest.mark.sqlite_only

HEAD = ("table", "state", "状态", "action", "动作", "role", "角色", "next state", "之后状态")
# Roles that hold for one object only; policy.py of the mechanism says for whom.
DERIVED = {
    "co_handler": "配合单位经办人",
    "closer": "核验人（非牵头单位）",
    "addressee": "收文单位",
    "consulted_liaison": "被会商单位联络员",
    "consulted_handler": "被会商单位经办人",
    "consulted_signer": "被会商单位签发人",
    "court_signer": "法院签发人",
    "provider_signer": "提供单位签发人",
    "requester_signer": "需求单位签发人",
    "recipient": "接收单位",
    "system": "系统",
}


@pytest.mark.golden
def test_the_permissions_are_those_that_were_reviewed() -> None:
    # The mark at the start makes spreadsheet programs read the file as UTF-8.
    assert_same_as_file(ROOT / "tests/meta/permissions.csv", "\ufeff" + _permissions())


def _permissions() -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for table in workflows():
        writer.writerows(_rows(table))
    return out.getvalue()


def _rows(table: Workflow) -> list[tuple[str, ...]]:
    return [
        (
            table.name,
            one.source,
            table.states[one.source].zh,
            one.action,
            table.actions[one.action].zh,
            role,
            _role_name(role),
            one.target,
            table.states[one.target].zh,
        )
        for one in table.transitions
        for role in sorted(one.roles) or ["system"]
    ]


def _role_name(role: str) -> str:
    return ROLE_NAMES[role].zh if role in ROLE_NAMES else DERIVED.get(role, role)


@pytest.mark.golden
@pytest.mark.parametrize("table", workflows(), ids=lambda table: table.name)
def test_the_diagram_of_a_state_table_is_current(table: Workflow) -> None:
    assert_same_as_file(ROOT / f"docs/workflows/{table.name}.md", _page(table))


def _page(table: Workflow) -> str:
    states = [f"| `{code}` | {text.zh} | {text.en} |" for code, text in table.states.items()]
    actions = [
        f"| `{code}` | {text.zh} | {text.en} | {_who(table, code)} |"
        for code, text in table.actions.items()
    ]
    lines = [
        f"# State table: {table.name}",
        "",
        "Generated from the table in code by `python3 dev.py golden`; do not edit.",
        "",
        "```mermaid",
        table.diagram().rstrip(),
        "```",
        "",
        "| state | 状态 | in English |",
        "|---|---|---|",
        *states,
        "",
        "| action | 动作 | in English | who |",
        "|---|---|---|---|",
        *actions,
        "",
    ]
    return "\n".join(lines)


def _who(table: Workflow, action: str) -> str:
    roles = sorted(table.roles(action))
    return "、".join(_role_name(role) for role in roles) or DERIVED["system"]


@pytest.mark.golden
def test_the_folder_of_diagrams_holds_no_table_that_is_gone() -> None:
    kept = {file.stem for file in (ROOT / "docs/workflows").glob("*.md")}
    assert kept == {table.name for table in workflows()}


@pytest.mark.parametrize("table", workflows(), ids=lambda table: table.name)
def test_every_state_can_be_reached(table: Workflow) -> None:
    reached, waiting = set(), [table.initial]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting += [
            one.target
            for one in table.transitions
            if one.source == state and one.target not in reached
        ]
    assert set(table.states) - reached == set()


@pytest.mark.parametrize("table", workflows(), ids=lambda table: table.name)
def test_every_named_action_is_possible_in_some_state(table: Workflow) -> None:
    assert [action for action in table.actions if not table.sources(action)] == []
