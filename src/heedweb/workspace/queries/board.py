"""The board: what is late and what nobody answers, each number with the list that it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext as _

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.mechanism_words import mechanism_name
from heedweb.workspace.models import Assignment, Measure, Organisation, Plan
from heedweb.workspace.numbers import number_of
from heedweb.workspace.queries import address, board_sets
from heedweb.workspace.queries.address import Params
from heedweb.workspace.queries.board_asked import Asked
from heedweb.workspace.queries.label_facts import ABOUT, NO_LABEL
from heedweb.workspace.queries.reach import Reach
from heedweb.workspace.queries.taxonomies import GOALS, Vocabulary, vocabulary
from heedweb.workspace.roles import Act, OrganisationKind
from heedweb.workspace.words import POSITION_ORDER, position_name

# The taxonomies that themes are taken from unless another is asked for, the first that is there.
THEMES = ("uhri.themes", "upr_info.issues")
# Lines of a table that are shown unless all are asked for.
_SHOWN = 30
_PROPOSED, _DECLINED = Assignment.Answer.PROPOSED, Assignment.Answer.DECLINED


@dataclass(frozen=True, slots=True)
class Number:
    """How many records a list of the board holds, and what the list is asked for."""

    count: int
    what: str
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name, and a number for each column. `key` is an institution's."""

    name: str
    numbers: tuple[Number, ...]
    key: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """How one way of dividing the recommendations stands. `order` says how lines are ordered.

    `more` lines are shown where all are asked for.
    """

    code: str
    title: str
    order: str
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def labels(self) -> bool:
        """Whether it divides by labels."""
        return self.code in ("goal", "theme")


@dataclass(frozen=True)
class Board:
    """The numbers that a person sees. `body` is the one institution whose they are, None for all.

    `plan` is the one plan that is counted, None for all of `plans`.
    `requests` says whether the person sees requests of institutions at all.
    """

    body: Organisation | None
    bodies: list[Organisation]
    late: tuple[tuple[str, Number], ...]
    unanswered: tuple[tuple[str, Number], ...]
    institutions: tuple[Line, ...]
    tables: tuple[Table, ...]
    taxonomies: tuple[tuple[str, str], ...]
    taxonomy: str
    measures: int
    requests: bool
    plans: list[Plan]
    plan: Plan | None
    stages: tuple[tuple[str, Number], ...]

    @property
    def titles(self) -> list[str]:
        """The columns of the table of institutions."""
        found = [_("leads"), _("supports"), _("late measures"), _("late milestones"),
                 _("parts not answered"), _("parts declined")]  # fmt: skip
        if self.requests:
            found += [_("requests without a report"), _("late requests")]
        return found

    @property
    def columns(self) -> list[str]:
        """The columns of the other tables."""
        return [_("Recommendations"), _("with a measure"), _("without a measure"),
                _("late measures")]  # fmt: skip


def board(seat: Seat, params: Params, *, whole: bool = False) -> Board:
    """Return the board that an address asks for: of one institution, or of all ("all"), of a plan.

    Who works for a ministry begins with the ministry's own.
    """
    plans = list(plan_access.plans(seat))
    plan = next((one for one in plans if one.pk == number_of(params.get("plan"))), None)
    reach = Reach(seat, plan=plan.pk if plan else 0)
    bodies = _bodies(reach)
    body = _body(seat, bodies, str(params.get("institution") or ""))
    words = vocabulary(seat.workspace)
    codes = known(reach, words)
    chosen = next((code for code in (params.get("themes"), *THEMES, *codes) if code in codes), "")
    asked = Asked(institution=body.pk if body else 0, plan=reach.plan)
    own = body is not None and body.pk == plan_access.takes_part(seat)
    sees = seat.may(Act.PLAN) or (seat.may(Act.ANSWER) and own)
    return Board(
        body,
        bodies,
        _late(reach, asked, requests=sees),
        _unanswered(reach, asked, requests=sees),
        () if body else _institutions(reach, bodies, requests=sees),
        () if body else _tables(reach, words, chosen, whole=whole),
        tuple((code, words.title(code)) for code in codes),
        chosen,
        len(board_sets.measures(reach, asked)),
        sees,
        plans,
        plan,
        _stages(reach, asked) if body else (),
    )


def _bodies(reach: Reach) -> list[Organisation]:
    """Return the institutions that have a part in what the person sees, or a request, by name."""
    mine = plan_access.takes_part(reach.seat)
    own = Q(pk=mine or 0, kind=OrganisationKind.GOVERNMENT)
    held = Organisation.objects.filter(own | Q(pk__in=reach.bodies), workspace=reach.seat.workspace)
    return list(held.order_by("name", "pk"))


def _body(seat: Seat, bodies: Sequence[Organisation], asked: str) -> Organisation | None:
    by = {str(one.pk): one for one in bodies}
    if asked:
        return by.get(asked)
    return None if seat.may(Act.PLAN) else by.get(str(plan_access.takes_part(seat)))


def _number(reach: Reach, what: str, asked: Asked) -> Number:
    return Number(board_sets.count(reach, what, asked), what, asked.query)


def _late(reach: Reach, asked: Asked, *, requests: bool) -> tuple[tuple[str, Number], ...]:
    late = replace(asked, late=True)
    found = [
        (_("measures past their day"), _number(reach, "measures", late)),
        (_("milestones not reached by their day"), _number(reach, "milestones", late)),
    ]
    if requests:
        found.append((_("requests past their day"), _number(reach, "requests", late)))
    return tuple(found)


def _unanswered(reach: Reach, asked: Asked, *, requests: bool) -> tuple[tuple[str, Number], ...]:
    found = []
    if not asked.institution:
        none, leadless = replace(asked, measure="none"), replace(asked, leadless=True)
        found = [
            (_("recommendations without a measure"), _number(reach, "recommendations", none)),
            (_("measures that nobody leads"), _number(reach, "measures", leadless)),
        ]
    if requests:
        open_ = replace(asked, unanswered=True)
        found.append((_("requests without a report"), _number(reach, "requests", open_)))
    for answer, name in ((_PROPOSED, _("parts not answered")), (_DECLINED, _("parts declined"))):
        part = replace(asked, answer=answer)
        found.append((name, _number(reach, "parts", part)))
    return tuple(found)


def _stages(reach: Reach, asked: Asked) -> tuple[tuple[str, Number], ...]:
    """Return the measures in which an institution has a part, by state."""
    return tuple(
        (str(state.label), _number(reach, "measures", replace(asked, stage=state.value)))
        for state in Measure.State
    )


def _institutions(
    reach: Reach, bodies: Sequence[Organisation], *, requests: bool
) -> tuple[Line, ...]:
    """Return what each institution has, in the order of names; counted once for all."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for one in reach.parts:
        if one.answer != _DECLINED:
            counts[one.part][one.body] += 1
            counts["late"][one.body] += one.measure in reach.late
        if reach.measures[one.measure].open:
            counts[one.answer][one.body] += 1
    counts["milestones"].update(reach.led.get(measure, 0) for _key, measure in reach.missed)
    for asked in reach.requests:
        if not asked.answered:
            counts["unanswered"][asked.body] += 1
            counts["overdue"][asked.body] += asked.due < reach.today
    columns = [
        ("lead", "measures", "part=lead"), ("support", "measures", "part=support"),
        ("late", "measures", "late=yes"), ("milestones", "milestones", "late=yes"),
        (_PROPOSED, "parts", f"answer={_PROPOSED}"), (_DECLINED, "parts", f"answer={_DECLINED}"),
    ]  # fmt: skip
    if requests:
        columns += [
            ("unanswered", "requests", "unanswered=yes"),
            ("overdue", "requests", "late=yes"),
        ]
    return tuple(
        Line(
            str(body),
            tuple(
                Number(counts[name][body.pk], what, _query(reach, f"{query}&institution={body.pk}"))
                for name, what, query in columns
            ),
            body.pk,
        )
        for body in bodies
    )


def known(reach: Reach, words: Vocabulary) -> list[str]:
    """Return the taxonomies of which the list has labels."""
    masks = reach.index.masks
    return [code for code in words.codes if masks.get(ABOUT + code) and code != GOALS]


def _tables(reach: Reach, words: Vocabulary, taxonomy: str, *, whole: bool) -> tuple[Table, ...]:
    held = [
        ("position", "position", _("By position"), _("in the order of the positions"),
         position_name),
        ("goal", ABOUT + GOALS, _("By SDG"), _("in the order of the goals"),
         lambda code: words.name(GOALS, code)),
        ("mechanism", "body", _("By mechanism"), _("in the order of names"), mechanism_name),
    ]  # fmt: skip
    if taxonomy:
        title = words.title(taxonomy)
        theme = ("theme", ABOUT + taxonomy, title, _("in the order of the list of labels"),
                 lambda code: words.name(taxonomy, code))  # fmt: skip
        held.append(theme)
    found = []
    for code, facet, title, order, named in held:
        values = ordered(reach, words, facet)
        shown = values if whole else values[:_SHOWN]
        if values:
            lines = tuple(_line(reach, facet, value, named(_plain(value))) for value in shown)
            found.append(Table(code, title, order, lines, len(values) - len(shown)))
    return tuple(found)


def ordered(reach: Reach, words: Vocabulary, facet: str) -> list[str]:
    """Return the values of a facet that listed rows have: in their own order, else by name."""
    masks = reach.index.masks.get(facet, {})
    held = [value for value, mask in masks.items() if mask & reach.listed]
    if facet == "position":
        return [v for v in (*POSITION_ORDER, "none") if v in held]
    if facet == "body":
        return sorted(held, key=lambda value: mechanism_name(_plain(value)))
    taxonomy = words.taxonomies.get(facet.removeprefix(ABOUT))
    places = {one.code: n for n, one in enumerate(taxonomy.labels)} if taxonomy else {}
    return sorted(held, key=lambda value: (places.get(value, len(places)), value))


def _plain(value: str) -> str:
    return "" if value in ("none", NO_LABEL) else value


def _line(reach: Reach, facet: str, value: str, name: str) -> Line:
    """Return what is asked with one value of a facet, and what answers it."""
    mask = reach.index.mask(facet, value) & reach.listed
    query = address.line(address.Asked({facet: (value,)}))
    some, none, late = (
        _query(reach, f"{which}&{query}") for which in ("measure=some", "measure=none", "late=yes")
    )
    answered = (mask & reach.answered).bit_count()
    return Line(
        name,
        (
            Number(mask.bit_count(), "recommendations", query),
            Number(answered, "recommendations", some),
            Number(mask.bit_count() - answered, "recommendations", none),
            Number(sum(1 for _ in reach.aimed_at(mask, reach.late)), "measures", late),
        ),
    )


def _query(reach: Reach, query: str) -> str:
    return f"plan={reach.plan}&{query}" if reach.plan else query
