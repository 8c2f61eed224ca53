"""Colours and states as tags."""

from __future__ import annotations

from typing import Protocol

from coop.core.language import Text

COLOUR_TONES = {"red": "bad", "yellow": "warn", "blue": "info", "none": "good"}


class Coloured(Protocol):
    @property
    def colour(self) -> str: ...
    @property
    def colour_label(self) -> Text: ...


class Stated(Protocol):
    @property
    def state_label(self) -> Text: ...


def colour_tag(view: Coloured) -> dict[str, object]:
    return {"tag": view.colour_label, "tone": COLOUR_TONES[view.colour]}


def state_tag(view: Stated) -> dict[str, object]:
    return {"tag": view.state_label, "tone": "neutral"}
