"""Reads of party building: views, statistics, and what waits for one person."""
