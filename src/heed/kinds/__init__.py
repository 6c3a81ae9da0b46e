"""What a document is and what it asks: one folder for each kind."""

from heed.kinds.extract import extract
from heed.kinds.join import Review, join, together
from heed.kinds.recognise import recognise

__all__ = ["Review", "extract", "join", "recognise", "together"]
