"""The parts of pages that mechanisms with joint activities include; no page of its own."""

from __future__ import annotations

from coop.core.pages import PageBlueprint

pages = PageBlueprint("activities", __name__)
