"""Officers at their browsers: each signs in once and works only through what the pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask import Flask

from coop.core import clock
from coop.core.actor import Actor
from coop.core.language import SHANGHAI
from tests.people import PASSWORD, add_account
from tests.world import World

StartResponse = Callable[..., Any]


class Clock:
    """The server's time in Shanghai, moved by the test."""

    def __init__(self, now: str) -> None:
        self.now = now

    def around(self, app: Flask) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
        def timed(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
            with clock.stopped_at(datetime.fromisoformat(self.now).replace(tzinfo=SHANGHAI)):
                return app(environ, start_response)

        return timed


class Officer:
    """One person at one browser. after_each_page: called with every page that was reached."""

    def __init__(self, context: Any, address: str, after_each_page: Callable[[Any], None]) -> None:
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.address = address
        self.username = ""
        self._seen = after_each_page

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.address)

    def other_tab(self) -> Officer:
        """The same person's browser, another page."""
        tab = Officer(self.context, self.address, self._seen)
        tab.username = self.username
        return tab

    def sign_in(self, username: str) -> None:
        self.username = username
        self.open("/sign-in")
        self.give_password()

    def give_password(self) -> None:
        """Fill the sign-in page that is shown."""
        self.page.fill("#username", self.username)
        self.page.fill("#password", PASSWORD)
        self.submit()

    def open(self, path: str) -> None:
        """Go to a page, signing in again where the session has run out meanwhile."""
        self.page.goto(f"{self.address}{path}")
        self._arrived()
        if self.username and self.path.startswith("/sign-in?"):
            self.give_password()

    def follow(self, name: str, *, within: str = "main") -> None:
        """Follow the link of this name."""
        self.page.locator(within).get_by_role("link", name=name).first.click()
        self._arrived()

    def fill(self, fields: dict[str, str]) -> None:
        """Fill fields by their names; a select takes the option's label or value."""
        for name, value in fields.items():
            control = self.page.locator(f'main form [name="{name}"]').first
            if control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)

    def submit(self) -> None:
        self.page.click("main form .actions button")
        self._arrived()

    def do(self, act: str, fields: dict[str, str] | None = None, *, within: str = "main") -> None:
        """Follow an action's link, fill its form, submit; the form must be accepted."""
        self.follow(act, within=within)
        self.fill(fields or {})
        self.submit()
        problems = self.page.locator(".govuk-error-summary").all_inner_texts()
        assert problems == [], f"{act}: {problems}"

    def reads(self) -> str:
        return str(self.page.inner_text("body"))

    def _arrived(self) -> None:
        self.page.wait_for_load_state("load")
        self._seen(self.page)


class Office:
    """Everybody, by institution and role: office.of(world.sc.secretary)."""

    def __init__(self, chromium: Any, address: str, at: Clock, world: World) -> None:
        self.chromium, self.address, self.clock, self.world = chromium, address, at, world
        self.javascript = True
        self.after_each_page: Callable[[Any], None] = lambda _page: None
        self._officers: dict[str, Officer] = {}
        self._contexts: list[Any] = []

    def of(self, person: Actor) -> Officer:
        """The person's signed-in browser, at the desk when it is new."""
        if person.name not in self._officers:
            officer = self.browser()
            officer.sign_in(add_account(person))
            self._officers[person.name] = officer
        return self._officers[person.name]

    def browser(self) -> Officer:
        """A browser in which nobody has signed in yet."""
        context = self.chromium.new_context(
            java_script_enabled=self.javascript, viewport={"width": 1280, "height": 900}
        )
        self._contexts.append(context)
        return Officer(context, self.address, self.after_each_page)

    def close(self) -> None:
        for context in self._contexts:
            context.close()
