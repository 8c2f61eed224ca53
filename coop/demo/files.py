"""The data files of the demonstration as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from coop.core.evidence import BEARERS, EVERY
from coop.typesetting import yaml_lines
from coop.typesetting.minutes_file import read_meeting_file
from coop.typesetting.minutes_schema import MeetingFile

PACKAGED = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """agreement: the validated mapping of agreement.yaml; names: one per line of hard-names.txt."""

    agreement: Mapping[str, Any]
    meeting: MeetingFile
    names: tuple[str, ...]


class _FormerName(ma.Schema):
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    until = fields.Date(required=True)


class _Party(ma.Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    former_names = fields.List(fields.Nested(_FormerName), load_default=[])
    issuer_code = fields.String(required=True)
    kind = fields.String(required=True)


class _Term(ma.Schema):
    party = fields.String(required=True)
    from_on = fields.Date(required=True, data_key="from")
    to_on = fields.Date(required=True, data_key="to")


class _Obligation(ma.Schema):
    code = fields.String(required=True)
    what = fields.String(required=True)
    every = fields.String(required=True, validate=validate.OneOf(EVERY))
    times = fields.Integer(load_default=None, validate=validate.Range(1))
    borne_by = fields.String(required=True, validate=validate.OneOf(BEARERS))


class _Mechanism(ma.Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    clause = fields.String(required=True)
    duty = fields.String(required=True)
    obligations = fields.List(fields.Nested(_Obligation), load_default=[])


class _Agreement(ma.Schema):
    title = fields.String(required=True)
    signed_on = fields.Date(required=True)
    purpose = fields.String(required=True)
    parties = fields.List(fields.Nested(_Party), required=True)
    rotation = fields.List(fields.Nested(_Term), required=True)
    mechanisms = fields.List(fields.Nested(_Mechanism), required=True)
    settings = fields.Dict(required=True)
    mediation_bodies = fields.List(fields.Dict(), load_default=[])


def read(folder: Path) -> DemoFiles:
    """Raises FileRefused naming file, line, field and rule; OSError when a file is missing."""
    names = (folder / "hard-names.txt").read_text("utf-8").split("\n")
    return DemoFiles(
        agreement=_agreement(folder / "agreement.yaml"),
        meeting=read_meeting_file(folder / "joint-meeting.yaml"),
        names=tuple(name for name in names if name),
    )


def _agreement(path: Path) -> Mapping[str, Any]:
    located = yaml_lines.read_file(path)
    try:
        loaded: Mapping[str, Any] = _Agreement().load(located.value)
    except ma.ValidationError as wrong:
        raise located.refused(list(_flat(wrong.messages, ()))) from wrong
    codes = {party["code"] for party in loaded["parties"]}
    strangers = [
        (("rotation", number, "party"), f"{term['party']} is not a party")
        for number, term in enumerate(loaded["rotation"])
        if term["party"] not in codes
    ]
    if strangers:
        raise located.refused([(path, rule) for path, rule in strangers])
    return loaded


def _flat(messages: Any, path: yaml_lines.Path) -> list[tuple[yaml_lines.Path, str]]:
    if isinstance(messages, dict):
        return [one for key, inner in messages.items() for one in _flat(inner, (*path, key))]
    return [(path, str(text)) for text in messages]
