"""coop: institutions that signed a cooperation agreement run it here."""

__version__ = "0.1.0"
