"""The only code that writes: keyword-only, by a person, one transaction, one activity row."""
