"""The parts that open doors, in the order of the masthead."""

from flask import Blueprint

from coop.core.api import ApiBlueprint
from coop.core.pages import PageBlueprint
from coop.documents.api import api as documents_api
from coop.documents.pages import pages as documents_pages

APIS: tuple[ApiBlueprint, ...] = (documents_api,)
PAGES: tuple[PageBlueprint, ...] = (documents_pages,)
BARE_BLUEPRINTS: tuple[Blueprint, ...] = ()
