"""Composes the sample documents: a fictional State, real layouts, our own words."""
