"""The REST door of tasks."""

from __future__ import annotations

from coop.core.api import ApiBlueprint
from coop.supervision import commands

api = ApiBlueprint("supervision")
api.serve(commands.TASK)
api.serve(commands.TASK_PART)
