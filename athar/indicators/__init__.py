"""Indicators: what a plan wants to change, where it started, its targets, and measured values."""
