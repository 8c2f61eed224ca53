"""The papers of a consultation.

letters.py 会商函 and 会商意见; outcome.py 会商结论 and 提请审议函; dossier.py 卷宗.
"""

from coop.mechanisms.consultations.printing.dossier import dossier_pdf
from coop.mechanisms.consultations.printing.facts import issue_no, summary_for_agenda
from coop.mechanisms.consultations.printing.letters import file_letter, file_opinion, opinion_draft
from coop.mechanisms.consultations.printing.outcome import file_conclusion, file_escalation

__all__ = [
    "dossier_pdf",
    "file_conclusion",
    "file_escalation",
    "file_letter",
    "file_opinion",
    "issue_no",
    "opinion_draft",
    "summary_for_agenda",
]
