"""What a trainee thinks of the cohort, kept so that nobody can tell whose it is."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit
from coop.core.actor import SYSTEM, Actor
from coop.core.audit import Subject
from coop.core.db import command, session
from coop.core.errors import RuleViolation
from coop.core.language import Text
from coop.mechanisms.training.models import Enrollment, TrainingFeedback
from coop.mechanisms.training.service import guard


class FeedbackGiven(RuleViolation):
    code = "feedback_given"
    text = Text("您已评价过，每人一次。", "You have given yours; each person once.")


@command
def give_feedback(
    actor: Actor,
    enrollment_id: UUID,
    *,
    content_score: int,
    teaching_score: int,
    organisation_score: int,
    comment: str = "",
) -> Enrollment:
    """Scores 1 to 5. Only that this trainee has given some is kept beside the enrolment; the log
    names the cohort and nobody.
    """
    enrollment, cohort, program = guard.admit_enrollment(actor, enrollment_id, "give_feedback")
    if enrollment.has_given_feedback:
        raise FeedbackGiven
    enrollment.has_given_feedback = True
    session().add(
        TrainingFeedback(
            cohort_id=cohort.id,
            content_score=content_score,
            teaching_score=teaching_score,
            organisation_score=organisation_score,
            comment=comment,
        )
    )
    subject = Subject("cohort", cohort.id, cohort.agreement_id)
    audit.record(SYSTEM, "cohort.feedback", subject)
    guard.tell_cohort(cohort, program, "feedback")
    return enrollment
