"""What press items, communiques, minutes and letters tell: meetings, statements, commitments.

The doors: `files.read` and `files.read_text` return an `Item`; `opening.source` takes a file apart
without reading its sentences, which `reading.read_source` does; `events.events` says which items
report the same. The records are in `records` and `sources`. All of it is proposed: people confirm.
"""
