"""Where every page of supervision is registered; templates are those of the wing."""

from coop.core.pages import PageBlueprint

pages = PageBlueprint("supervision", "coop.supervision")
LIST = "supervision/list.html"
