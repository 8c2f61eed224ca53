"""Reads by noun; waiting.py the desk, due.py the jobs, trainees.py what a personal link opens."""
