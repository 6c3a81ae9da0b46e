"""Set phrases of document languages: one file for each language."""
