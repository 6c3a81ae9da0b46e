"""The workspace's settings without labellers, so that no theme moves while pages are compared."""

from heedweb.config.settings import *  # noqa: F403

LABELLERS: list[str] = []
