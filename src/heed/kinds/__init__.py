"""What a document is and what it asks: one folder for each kind."""

from heed.kinds.extract import extract
from heed.kinds.join import Review, grouped, join, review, together
from heed.kinds.recognise import recognise

__all__ = ["Review", "extract", "grouped", "join", "recognise", "review", "together"]
