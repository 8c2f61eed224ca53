"""Reads of court recommendations."""
