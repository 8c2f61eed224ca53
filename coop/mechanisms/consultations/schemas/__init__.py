"""What the commands of consultations take: JSON bodies and HTML forms alike."""

from coop.mechanisms.consultations.schemas.answers import (
    AnswerOpinion,
    AskConsultationExtension,
    DecideConsultationExtension,
    DraftOpinion,
    EditOpinion,
    OpinionFilters,
    PauseClock,
    ResumeClock,
)
from coop.mechanisms.consultations.schemas.endings import (
    CallMeeting,
    ConcludeConsultation,
    DecideConsultation,
    EscalateConsultation,
    OpenConsultationTask,
    RecordConsultationMeeting,
    StatisticsPeriod,
)
from coop.mechanisms.consultations.schemas.texts import (
    AddConsultationFile,
    ConsultationFilters,
    DraftConsultation,
    EditConsultation,
    ReviseText,
    WithdrawConsultation,
)

__all__ = [
    "AddConsultationFile",
    "AnswerOpinion",
    "AskConsultationExtension",
    "CallMeeting",
    "ConcludeConsultation",
    "ConsultationFilters",
    "DecideConsultation",
    "DecideConsultationExtension",
    "DraftConsultation",
    "DraftOpinion",
    "EditConsultation",
    "EditOpinion",
    "EscalateConsultation",
    "OpenConsultationTask",
    "OpinionFilters",
    "PauseClock",
    "RecordConsultationMeeting",
    "ResumeClock",
    "ReviseText",
    "StatisticsPeriod",
    "WithdrawConsultation",
]
