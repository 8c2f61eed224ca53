"""The parts that open doors, in the order of the masthead."""

from flask import Blueprint

from coop.activities.pages import pages as activities_pages
from coop.core.api import ApiBlueprint
from coop.core.health import health
from coop.core.pages import PageBlueprint
from coop.desk.api import api as desk_api
from coop.desk.clause_board_api import api as clause_board_api
from coop.desk.clause_board_pages import pages as clause_board_pages
from coop.desk.pages import pages as desk_pages
from coop.documents import jobs as documents_jobs
from coop.documents.api import api as documents_api
from coop.documents.pages import pages as documents_pages
from coop.exchange import jobs as exchange_jobs
from coop.exchange.api import api as exchange_api
from coop.exchange.pages import pages as exchange_pages
from coop.mechanisms.consultations import jobs as consultations_jobs
from coop.mechanisms.consultations.api import api as consultations_api
from coop.mechanisms.consultations.pages import pages as consultations_pages
from coop.mechanisms.meetings.api import api as meetings_api
from coop.mechanisms.meetings.pages import pages as meetings_pages
from coop.mechanisms.party_building import jobs as party_building_jobs
from coop.mechanisms.party_building.api import api as party_building_api
from coop.mechanisms.party_building.pages import pages as party_building_pages
from coop.mechanisms.publicity import jobs as publicity_jobs
from coop.mechanisms.publicity.api import api as publicity_api
from coop.mechanisms.publicity.pages import pages as publicity_pages
from coop.mechanisms.recommendations import jobs as recommendations_jobs
from coop.mechanisms.recommendations.api import api as recommendations_api
from coop.mechanisms.recommendations.pages import pages as recommendations_pages
from coop.mechanisms.referrals import jobs as referrals_jobs
from coop.mechanisms.referrals.api import api as referrals_api
from coop.mechanisms.referrals.bulk_api import api as referrals_bulk_api
from coop.mechanisms.referrals.pages import pages as referrals_pages
from coop.mechanisms.referrals.roster_pages import pages as roster_pages
from coop.mechanisms.research import jobs as research_jobs
from coop.mechanisms.research.api import api as research_api
from coop.mechanisms.research.pages import pages as research_pages
from coop.mechanisms.sharing import jobs as sharing_jobs
from coop.mechanisms.sharing.api import api as sharing_api
from coop.mechanisms.sharing.pages import pages as sharing_pages
from coop.mechanisms.training import jobs as training_jobs
from coop.mechanisms.training.api import api as training_api
from coop.mechanisms.training.pages import pages as training_pages
from coop.registry import events as registry_events
from coop.registry import jobs as registry_jobs
from coop.registry.api import api as registry_api
from coop.registry.oauth_api import blueprint as oauth
from coop.registry.pages import pages as registry_pages
from coop.supervision import jobs as supervision_jobs
from coop.supervision.api import api as supervision_api
from coop.supervision.pages import pages as supervision_pages

APIS: tuple[ApiBlueprint, ...] = (
    registry_api,
    meetings_api,
    sharing_api,
    party_building_api,
    publicity_api,
    documents_api,
    exchange_api,
    supervision_api,
    consultations_api,
    recommendations_api,
    research_api,
    referrals_api,
    training_api,
    clause_board_api,
    referrals_bulk_api,
    desk_api,
)
PAGES: tuple[PageBlueprint, ...] = (
    desk_pages,
    clause_board_pages,
    registry_pages,
    activities_pages,
    meetings_pages,
    sharing_pages,
    party_building_pages,
    publicity_pages,
    documents_pages,
    exchange_pages,
    supervision_pages,
    consultations_pages,
    recommendations_pages,
    research_pages,
    referrals_pages,
    training_pages,
    roster_pages,
)
BARE_BLUEPRINTS: tuple[Blueprint, ...] = (health, oauth)
# Imported so that their handlers and schedules are registered.
JOBS = (
    registry_jobs,
    documents_jobs,
    exchange_jobs,
    sharing_jobs,
    supervision_jobs,
    consultations_jobs,
    recommendations_jobs,
    research_jobs,
    referrals_jobs,
    training_jobs,
    party_building_jobs,
    publicity_jobs,
)
# Imported so that the contract tells them although no door of the registry makes them happen.
EVENTS = (registry_events,)
