"""heed's core: reads documents of international mechanisms and proposes what they ask of a State.

No Django, no database, no network; every function is usable alone. Start at `heed.reading.read`,
then `heed.kinds.extract`.
"""

__version__ = "0.1.0"
