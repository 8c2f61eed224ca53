"""Where every page of sharing is registered; templates are those of the mechanism."""

from coop.core.pages import PageBlueprint

pages = PageBlueprint("sharing", "coop.mechanisms.sharing")
