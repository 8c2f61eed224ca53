"""Tests of dispute resolution."""
