"""Recommendations in our own words, made of parts, for labellers to learn from."""

from __future__ import annotations

import random

from heed.labels.training import Example

_ABOUT = {
    "School": ("primary education", "school enrolment", "teachers in rural schools"),
    "Prison": ("prison conditions", "overcrowding in detention centres", "the rights of detainees"),
    "Water": ("safe drinking water", "sanitation in rural areas", "access to clean water"),
    "Press": ("freedom of the press", "the protection of journalists", "independent media"),
}
_ASKED = {
    "2": ("Continue efforts for", "Continue to improve", "Keep up the work on"),
    "3": ("Consider measures on", "Consider a law on", "Look into"),
    "5": ("Adopt a law on", "Establish a body for", "Ratify the treaty on"),
}
CODES = tuple(_ABOUT)
ASKED = tuple(_ASKED)


def examples(count: int, *, seed: int = 0) -> list[Example]:
    """Return texts about one or two matters."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        matters = chance.sample(CODES, chance.choice((1, 1, 2)))
        verb = chance.choice([v for verbs in _ASKED.values() for v in verbs])
        said = " and ".join(chance.choice(_ABOUT[matter]) for matter in matters)
        found.append(Example(f"{verb} {said} in province {number}", tuple(matters)))
    return found


def asked(count: int, *, seed: int = 0) -> list[Example]:
    """Return texts that ask for one kind of action."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        kind = chance.choice(ASKED)
        matter = chance.choice([m for matters in _ABOUT.values() for m in matters])
        said = f"{chance.choice(_ASKED[kind])} {matter} in province {number}"
        found.append(Example(said, (kind,)))
    return found
