"""Tables of the registry."""

from coop.registry.models.agreements import (
    Agreement,
    AgreementVersion,
    Clause,
    ClauseObligation,
    Party,
    RotationTerm,
)
from coop.registry.models.clearances import Clearance
from coop.registry.models.clients import (
    AccessToken,
    ApiClient,
    ClientAssertion,
    ClientPost,
    ClientSecret,
)
from coop.registry.models.days import CalendarDay, CalendarYear, Deadline
from coop.registry.models.institutions import FormerName, Institution
from coop.registry.models.people import (
    Account,
    FormDraft,
    Person,
    Post,
    SignInFailure,
    WebSession,
)
from coop.registry.models.sandboxes import SandboxClock

__all__ = [
    "AccessToken",
    "Account",
    "Agreement",
    "AgreementVersion",
    "ApiClient",
    "CalendarDay",
    "CalendarYear",
    "Clause",
    "ClauseObligation",
    "Clearance",
    "ClientAssertion",
    "ClientPost",
    "ClientSecret",
    "Deadline",
    "FormDraft",
    "FormerName",
    "Institution",
    "Party",
    "Person",
    "Post",
    "RotationTerm",
    "SandboxClock",
    "SignInFailure",
    "WebSession",
]
