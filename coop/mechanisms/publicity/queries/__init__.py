"""Reads of publicity: views, the year and its seasons, statistics, what waits for one person."""
