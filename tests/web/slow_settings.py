"""The workspace's settings with a labeller that goes on only when it is told to."""

import time

from heedweb.config.settings import *  # noqa: F403
from heedweb.config.settings import DATA
from tests.web.label_words import FIRST, Words

TAXONOMIES = ["tests.web.label_words.taxonomies"]
LABELLERS = ["tests.web.slow_settings.labellers"]
BEGUN, GO_ON = DATA / "begun", DATA / "go-on"
_MOST_SECONDS = 60


class _Slow(Words):
    def propose(self, texts, *, reasons=True):
        BEGUN.touch()
        for _ in range(_MOST_SECONDS * 20):
            if GO_ON.exists():
                break
            time.sleep(0.05)
        return super().propose(texts, reasons=reasons)


def labellers(_workspace, _only=()):
    return (_Slow("test.matters", FIRST),)
