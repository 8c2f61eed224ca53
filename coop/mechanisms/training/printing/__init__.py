"""From programmes and trainees to what is printed: notice.py, sheets.py, certificates.py."""

from coop.mechanisms.training.printing.certificates import certificate_pdf, certificates_pdf
from coop.mechanisms.training.printing.notice import file_notice
from coop.mechanisms.training.printing.pictures import picture_path
from coop.mechanisms.training.printing.sheets import (
    AttendanceSheet,
    attendance_pdf,
    hours_csv,
    hours_xlsx,
    roster_pdf,
    timetable_pdf,
)

__all__ = [
    "AttendanceSheet",
    "attendance_pdf",
    "certificate_pdf",
    "certificates_pdf",
    "file_notice",
    "hours_csv",
    "hours_xlsx",
    "picture_path",
    "roster_pdf",
    "timetable_pdf",
]
