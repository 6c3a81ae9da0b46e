"""Fetches UN documents by symbol. The only package of heed that opens a connection for a document.

Standard library alone; knows neither the database nor the settings (docs/decisions/0017).
"""

from heedweb.fetching.faults import Fault, FetchProblem
from heedweb.fetching.fetch import Fetched, fetch
from heedweb.fetching.page import Taken, fetch_page
from heedweb.fetching.policy import Policy
from heedweb.fetching.record import Record
from heedweb.fetching.symbols import LANGUAGES, checked

__all__ = [
    "LANGUAGES",
    "Fault",
    "FetchProblem",
    "Fetched",
    "Policy",
    "Record",
    "Taken",
    "checked",
    "fetch",
    "fetch_page",
]
