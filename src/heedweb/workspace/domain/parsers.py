"""The parsers as the workspace calls them: always confined (docs/administrator.md)."""

from heed.confined import Examined, examine, holds, page_picture, read, review

__all__ = ["Examined", "examine", "holds", "page_picture", "read", "review"]
