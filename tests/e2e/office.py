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
    """One person at one browser. after_each_page: called whenever a page was reached."""

    def __init__(
        self, context: Any, address: str, after_each_page: Callable[[Officer], None]
    ) -> None:
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.address = address
        self.username = ""
        self._seen = after_each_page
        self._scripted: Any = None

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
        self._seen(self)

    def with_script(self) -> Any:
        """The page that is shown, read anew by the same person in a browser with script."""
        if self._scripted is None:
            context = self.context.browser.new_context(viewport=self.page.viewport_size)
            self._scripted = context.new_page()
        self._scripted.context.add_cookies(self.context.cookies())
        self._scripted.goto(self.page.url)
        return self._scripted

    def leave(self) -> None:
        if self._scripted is not None:
            self._scripted.context.close()
        self.context.close()


class Office:
    """Everybody, by institution and role: office.of(world.sc.secretary).

    without_script: codes of the institutions whose browsers run no script.
    """

    def __init__(self, chromium: Any, address: str, at: Clock, world: World) -> None:
        self.chromium, self.address, self.clock, self.world = chromium, address, at, world
        self.without_script: frozenset[str] = frozenset()
        self.after_each_page: Callable[[Officer], None] = lambda _officer: None
        self._officers: dict[str, Officer] = {}

    def of(self, person: Actor) -> Officer:
        """The person's signed-in browser, at the desk when it is new."""
        if person.name not in self._officers:
            team = next(one for one in self.world.teams if one.id == person.institution_id)
            context = self.chromium.new_context(
                java_script_enabled=team.code not in self.without_script,
                viewport={"width": 1280, "height": 900},
            )
            officer = Officer(context, self.address, self.after_each_page)
            self._officers[person.name] = officer
            officer.sign_in(add_account(person))
        return self._officers[person.name]

    def close(self) -> None:
        for officer in self._officers.values():
            officer.leave()
