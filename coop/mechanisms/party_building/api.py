"""The REST door of party building."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.mechanisms.party_building import commands

api = ApiBlueprint("party_building")
for _resource in (
    commands.ACTIVITY,
    commands.PICTURE,
    commands.PLAN,
    commands.PAIR,
    commands.BRANCH,
    commands.MEMBER,
):
    api.serve(_resource)
for _reading in commands.STATISTICS.readings():
    api.read(_reading)
