"""The parts that open doors, in the order of the masthead."""

from flask import Blueprint

from coop.core.api import ApiBlueprint
from coop.core.pages import PageBlueprint

APIS: tuple[ApiBlueprint, ...] = ()
PAGES: tuple[PageBlueprint, ...] = ()
BARE_BLUEPRINTS: tuple[Blueprint, ...] = ()
