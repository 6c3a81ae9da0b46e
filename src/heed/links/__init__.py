"""Proposes what asks the same: links between two lists, and clusters over many.

Nothing here writes, and nothing is right until a person says so.
"""
