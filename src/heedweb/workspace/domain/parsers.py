"""The parsers as the workspace calls them: always confined (docs/administrator.md)."""

from heed.confined import Examined, examine, extract, holds, page_picture, read, review
from heed.kinds import Review

__all__ = ["Examined", "Review", "examine", "extract", "holds", "page_picture", "read", "review"]
