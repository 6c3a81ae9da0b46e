"""The Council's report on a session: chapter VI counts what was supported and noted."""

from heed.kinds.upr_session_report.extract import extract

__all__ = ["extract"]
