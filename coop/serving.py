"""Serving requests: gunicorn in production, the framework's own server at home."""

from __future__ import annotations

import multiprocessing
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

_THREADS = 4


class _Production(BaseApplication):
    """gunicorn with threads; loaded before the fork so that schemas are shared."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def serve_production(app: Flask, host: str, port: int, workers: int) -> None:
    """Serve until stopped. workers 0: twice the cores."""
    options = {
        "bind": f"{host}:{port}",
        "workers": workers or 2 * multiprocessing.cpu_count(),
        "worker_class": "gthread",
        "threads": _THREADS,
        "preload_app": True,
        "max_requests": 5000,
        "max_requests_jitter": 500,
        "accesslog": None,
    }
    _Production(app, options).run()


def serve_development(app: Flask, host: str, port: int) -> None:
    """Serve one machine, without reloading."""
    app.run(host=host, port=port, threaded=True, use_reloader=False)
