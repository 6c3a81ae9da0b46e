"""The parsers as the workspace calls them: always confined (docs/administrator.md)."""

from heed.confined import Examined, examine, page_picture, read, review

__all__ = ["Examined", "examine", "page_picture", "read", "review"]
