"""The labels of one recommendation: what is proposed, stated and decided, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from heedweb.accounts.models import User
from heedweb.workspace.models import (
    LabelState,
    Proposal,
    Recommendation,
    SourceDocument,
    Tag,
)
from heedweb.workspace.queries.taxonomies import Vocabulary

# One key each; more have none.
_KEYS = "123456789"
# A choice of one is shown with all its labels where they are this few.
_FEW = 9
_EVEN = 0.5
_ORDER = {"confirmed": 0, "stated": 1, "proposed": 2, "rejected": 3, "": 4}

Place = tuple[int, int]


@dataclass
class Line:
    """A label of a recommendation; `standing` is `""` where nothing is said of it yet.

    `deciding` are the words that decided, as written, `places` their half-open offsets. `key` is
    the key that turns it on or off, `mark` the number by which its words are marked in the text.
    """

    taxonomy: str
    code: str
    name: str
    definition: str = ""
    standing: str = ""
    score: float | None = None
    sure: bool = False
    reason: str = ""
    method: str = ""
    deciding: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    stated: list[tuple[SourceDocument | None, str]] = field(default_factory=list)
    by: User | None = None
    at: datetime | None = None
    key: str = ""
    mark: int = 0
    ticked: bool = False

    @property
    def value(self) -> str:
        """What a form calls it."""
        return f"{self.taxonomy}:{self.code}"

    @property
    def open(self) -> bool:
        """Whether no person has decided on it."""
        return self.standing in ("proposed", "stated")


@dataclass
class Group:
    """The labels of one taxonomy: `lines` to choose from, and those that people rejected."""

    taxonomy: str
    title: str
    many: bool
    lines: list[Line] = field(default_factory=list)
    rejected: list[Line] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether a proposal waits for a person."""
        return any(line.standing == "proposed" for line in self.lines)

    @property
    def held(self) -> list[Line]:
        """The lines of which something is said."""
        return [line for line in self.lines if line.standing]


@dataclass
class Labels:
    """All labels of a recommendation; `revision` is what a decision names as seen."""

    row: Recommendation
    revision: int
    groups: list[Group]

    @property
    def lines(self) -> list[Line]:
        """The lines of all groups to choose from."""
        return [line for group in self.groups for line in group.lines]

    @property
    def waits(self) -> bool:
        """Whether a proposal waits for a person."""
        return any(group.waits for group in self.groups)

    @property
    def some(self) -> bool:
        """Whether anything is said of a label."""
        return any(group.held or group.rejected for group in self.groups)

    @property
    def marked(self) -> SafeString:
        """The text, escaped, with the words that decided marked for each open label."""
        return marked(self.row.text, [line for line in self.lines if line.mark])


def labels_of(
    row: Recommendation, words: Vocabulary, only: Collection[str] = (), *, choose: bool = False
) -> Labels:
    """Return the labels of a recommendation, of the taxonomies `only`; in at most four queries.

    With `choose` a taxonomy of which a text has one label brings all its labels, if they are few.
    """
    state = LabelState.objects.filter(recommendation=row).first()
    tags = row.tags.select_related("decided_by")
    proposals = row.proposals.all()
    if only:
        tags, proposals = tags.filter(taxonomy__in=only), proposals.filter(taxonomy__in=only)
    proposed = {(one.taxonomy, one.code): one for one in proposals}
    lines: dict[str, list[Line]] = defaultdict(list)
    held = list(tags)
    documents = _documents(held)
    for tag in held:
        one = proposed.get((tag.taxonomy, tag.code))
        lines[tag.taxonomy].append(_line(row, tag, one, words, documents))
    order = [*words.codes, *sorted(set(lines) - set(words.codes))]
    wanted = [code for code in order if code in lines or (choose and code in only)]
    groups = [_group(code, lines[code], words, choose=choose) for code in wanted]
    _number(groups)
    return Labels(row, state.revision if state else 0, groups)


def _group(code: str, lines: list[Line], words: Vocabulary, *, choose: bool) -> Group:
    many = words.many(code)
    made = Group(code, words.title(code), many)
    lines.sort(key=lambda line: (_ORDER[line.standing], -(line.score or 0.0), line.name))
    made.lines = [line for line in lines if line.standing != "rejected"]
    made.rejected = [line for line in lines if line.standing == "rejected"]
    taxonomy = words.taxonomies.get(code)
    if choose and not many and taxonomy is not None and len(taxonomy.labels) <= _FEW:
        there = {line.code: line for line in made.lines if line.code}
        made.lines = [
            there.get(one.code) or Line(code, one.code, words.name(code, one.code), one.definition)
            for one in taxonomy.labels
        ]
        made.rejected = []
    _tick(made)
    return made


def _tick(group: Group) -> None:
    """Mark what a form begins with: what is set, and what is more likely right than wrong.

    Of a choice of one it is the first of what is held.
    """
    held = sorted(group.held, key=lambda line: (_ORDER[line.standing], -(line.score or 0.0)))
    likely = [x for x in held if x.standing != "proposed" or (x.score or 0.0) >= _EVEN]
    for line in likely if group.many else held[:1]:
        line.ticked = True


def _number(groups: Sequence[Group]) -> None:
    """Give each line to choose its key, each with deciding words its number.

    A class that is called by a figure has that figure as its key, wherever it stands.
    """
    own = {line.code for group in groups if not group.many for line in group.lines}
    keys, mark = iter([key for key in _KEYS if key not in own]), 0
    for group in groups:
        for line in group.lines:
            figure = not group.many and line.code in _KEYS
            line.key = line.code if figure else next(keys, "")
            if line.places and line.standing != "rejected":
                mark += 1
                line.mark = mark if mark <= len(_KEYS) else 0


def _line(
    row: Recommendation,
    tag: Tag,
    proposal: Proposal | None,
    words: Vocabulary,
    documents: dict[int, SourceDocument],
) -> Line:
    known = words.label(tag.taxonomy, tag.code)
    places = [(a, b) for a, b in proposal.words if 0 <= a < b <= len(row.text)] if proposal else []
    return Line(
        tag.taxonomy,
        tag.code,
        words.name(tag.taxonomy, tag.code),
        known.definition if known else "",
        tag.standing,
        tag.score,
        tag.sure,
        proposal.reason if proposal else "",
        proposal.method if proposal else "",
        list(dict.fromkeys(row.text[a:b] for a, b in places)),
        places,
        [(documents.get(pk), written) for pk, written in tag.stated],
        tag.decided_by,
        tag.decided_at,
    )


def _documents(tags: Sequence[Tag]) -> dict[int, SourceDocument]:
    keys = {pk for tag in tags for pk, _ in tag.stated}
    if not keys:
        return {}
    held = SourceDocument.objects.filter(pk__in=keys).only("name", "symbol", "kind")
    return {document.pk: document for document in held}


def marked(text: str, lines: Sequence[Line]) -> SafeString:
    """Return `text` escaped; words that decided are in `<mark>` with the numbers of their labels.

    Where words of several labels overlap, each piece has the numbers of all of them.
    """
    cuts = sorted({cut for line in lines for place in line.places for cut in place} | {len(text)})
    pieces: list[SafeString] = []
    at = 0
    for cut in cuts:
        numbers = [line.mark for line in lines if any(a <= at and cut <= b for a, b in line.places)]
        if numbers and cut > at:
            classes = " ".join(f"w{n}" for n in numbers)
            pieces.append(format_html('<mark class="w {}">{}</mark>', classes, text[at:cut]))
        elif cut > at:
            pieces.append(format_html("{}", text[at:cut]))
        at = cut
    return format_html_join("", "{}", ((piece,) for piece in pieces))
