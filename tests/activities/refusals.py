"""The code of a refusal, of its first field where fields are wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coop.core.errors import CoopError


def code_of(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(CoopError) as refused:
        call(*args, **kwargs)
    problems = getattr(refused.value, "problems", ())
    return str(problems[0].code if problems else refused.value.code)
