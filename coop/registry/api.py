"""The registry's REST operations."""

from coop.core.api import ApiBlueprint
from coop.registry.commands import AGREEMENT

api = ApiBlueprint("registry")
api.serve(AGREEMENT)
