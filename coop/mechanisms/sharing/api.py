"""The REST door of sharing."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.mechanisms.sharing import commands, share_commands

api = ApiBlueprint("sharing")
for _resource in (
    commands.CATALOG,
    commands.REQUEST,
    share_commands.SHARED,
    share_commands.SHARE_FILE,
    share_commands.CORRECTION,
    share_commands.ONWARD_ASKED,
    share_commands.GROUP,
):
    api.serve(_resource)
