"""What both doors offer: programs.py, people.py, tests.py."""

from coop.mechanisms.training.commands.people import (
    CERTIFICATE_RESOURCE,
    ENROLLMENT_RESOURCE,
    SECONDMENT_RESOURCE,
)
from coop.mechanisms.training.commands.programs import (
    BATCH_RESOURCE,
    COHORT_RESOURCE,
    PROGRAM_RESOURCE,
    SESSION_RESOURCE,
)
from coop.mechanisms.training.commands.tests import BANK_RESOURCE, IMPORT_RESOURCE

SCOPE = "training"
RESOURCES = (
    PROGRAM_RESOURCE,
    COHORT_RESOURCE,
    SESSION_RESOURCE,
    ENROLLMENT_RESOURCE,
    CERTIFICATE_RESOURCE,
    BATCH_RESOURCE,
    BANK_RESOURCE,
    IMPORT_RESOURCE,
    SECONDMENT_RESOURCE,
)

__all__ = [
    "BANK_RESOURCE",
    "BATCH_RESOURCE",
    "CERTIFICATE_RESOURCE",
    "COHORT_RESOURCE",
    "ENROLLMENT_RESOURCE",
    "IMPORT_RESOURCE",
    "PROGRAM_RESOURCE",
    "RESOURCES",
    "SCOPE",
    "SECONDMENT_RESOURCE",
    "SESSION_RESOURCE",
]
