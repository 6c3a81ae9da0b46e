"""The workspace's settings with a small labeller that knows words."""

from heedweb.config.settings import *  # noqa: F403

TAXONOMIES = ["tests.web.label_words.taxonomies"]
LABELLERS = ["tests.web.label_words.labellers"]
