"""Reads of sharing: views, statistics, and what waits for one person."""
