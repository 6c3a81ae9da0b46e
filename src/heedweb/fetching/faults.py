"""What can go wrong with a fetch, said in one line."""

from __future__ import annotations

from heed.errors import HeedError, shown


class Fault(HeedError):
    """What went wrong: `code` is stable; `reason` and `remedy` are English sentences.

    Codes: off, bad_symbol, bad_language, unknown, no_language, refused_address, unreachable, busy,
    service, too_slow, too_large, wrong_content, cut, exists, disk.
    """

    def __init__(self, code: str, reason: str, remedy: str = "") -> None:
        self.code = code
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason} {remedy}".rstrip())


class FetchProblem(Fault):
    """A document that was not fetched. `str()` is one line: symbol, reason, remedy."""

    def __init__(self, symbol: str, language: str, fault: Fault) -> None:
        super().__init__(fault.code, fault.reason, fault.remedy)
        self.symbol = symbol
        self.language = language
        line = f'cannot fetch "{shown(symbol)}" ({shown(language)}): {fault.reason}'
        self.args = (f"{line} Nothing was stored. {fault.remedy}".rstrip(),)
