"""The workspace's settings without labellers, so that no theme moves while pages are compared.

Arabic is there as a language that is read from right to left.
"""

from heedweb.config.settings import *  # noqa: F403

LABELLERS: list[str] = []
LANGUAGES = [("en", "English"), ("ar", "العربية")]
