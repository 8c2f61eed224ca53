"""The registry's REST operations."""

from coop.core.api import ApiBlueprint
from coop.registry.commands import AGREEMENT, CLEARANCES, SANDBOX_CLOCKS

api = ApiBlueprint("registry")
api.serve(AGREEMENT)
api.serve(SANDBOX_CLOCKS)
api.serve(CLEARANCES)
