"""Dates and times in the forms of interface languages, where the framework has others."""
