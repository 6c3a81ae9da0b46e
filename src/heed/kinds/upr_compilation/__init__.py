"""The compilation of UN information: what other UN bodies recommended before."""

from heed.kinds.upr_compilation.extract import extract

__all__ = ["extract"]
