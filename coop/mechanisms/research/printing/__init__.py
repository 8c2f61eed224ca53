"""The papers of a project.

notice.py 立项通知; midterm.py 中期报告; report.py 课题报告; results.py 三张清单 and 成果运用清单;
filing.py what all of them share.
"""

from coop.mechanisms.research.printing.midterm import file_midterm
from coop.mechanisms.research.printing.notice import file_notice
from coop.mechanisms.research.printing.report import file_report
from coop.mechanisms.research.printing.results import results_list

__all__ = ["file_midterm", "file_notice", "file_report", "results_list"]
