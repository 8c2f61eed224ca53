"""Answers to reads, kept as bytes until anything changes.

Every change writes an audit entry in its own transaction, so an answer that depends on nothing but
audited rows, the reader and the day stays right as long as the newest entry is the same. One short
query tells; the many of composing the answer are saved. Only resources that say so are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock

from coop.core import audit
from coop.core.idempotency import Answer


@dataclass(slots=True)
class KeptAnswers:
    """The newest answers of this process, the longest unread dropped first."""

    most: int
    _answers: OrderedDict[Hashable, tuple[str, Answer]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, key: Hashable, compose: Callable[[], Answer]) -> Answer:
        """The kept answer for this key, or a new one."""
        if self.most == 0:
            return compose()
        # Read before the answer is composed: what is newer than its mark is only composed again.
        mark = audit.newest_mark()
        with self._lock:
            known = self._answers.get(key)
            if known is not None and known[0] == mark:
                self._answers.move_to_end(key)
                return known[1]
        answer = compose()
        with self._lock:
            self._answers[key] = (mark, answer)
            self._answers.move_to_end(key)
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)
        return answer
