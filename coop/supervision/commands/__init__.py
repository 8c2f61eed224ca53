"""What both doors offer, one module per noun."""

from coop.supervision.commands.bulletins import BULLETIN
from coop.supervision.commands.orders import SUPERVISION_ORDER
from coop.supervision.commands.sheets import MONTHLY_DISPATCH, WORK_TIP
from coop.supervision.commands.stand_ins import STAND_IN
from coop.supervision.commands.tasks import TASK, TASK_PART

__all__ = [
    "BULLETIN",
    "MONTHLY_DISPATCH",
    "STAND_IN",
    "SUPERVISION_ORDER",
    "TASK",
    "TASK_PART",
    "WORK_TIP",
]
