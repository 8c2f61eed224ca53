"""Reads of supervision, one module per noun."""

from coop.supervision.queries.tasks import get_part, get_task, list_tasks

__all__ = ["get_part", "get_task", "list_tasks"]
