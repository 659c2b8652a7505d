"""Tests of reports at the desk."""
