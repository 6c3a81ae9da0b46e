"""What records rest on, and which values of indicators they may rest on."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from heedweb.workspace import plan_access
from heedweb.workspace.access import Seat
from heedweb.workspace.domain.indicators import Measured
from heedweb.workspace.models import Evidence, Value

_MOST_VALUES = 50
# Each piece with the size and the hash of its file.
EVIDENCE = Prefetch("evidence", Evidence.objects.select_related("blob"))


def values_for(seat: Seat, about: Measured) -> QuerySet[Value]:
    """Return the checked values that a record on something may rest on, the latest first."""
    found = plan_access.values(seat).filter(checked__isnull=False)
    found = found.filter(**{f"indicator__uses__{type(about).__name__.lower()}": about})
    keys = list(found.order_by("-on", "-pk").values_list("pk", flat=True)[:_MOST_VALUES])
    return plan_access.values(seat).filter(pk__in=keys).order_by("-on", "-pk")
