"""Proposes what a recommendation is about: labels of taxonomies, each with its reason.

`suggest` is the way in. A labeller is anything with the shape of `Labeller`; `registry.labellers`
finds those that come with heed. Nothing here writes, and nothing is right until a person says so.
"""

from heed.labels.labeller import Labeller, suggest

__all__ = ["Labeller", "suggest"]
