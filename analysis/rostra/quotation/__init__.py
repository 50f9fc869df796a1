"""Quotation: who said what, where, and how we know."""

from rostra.quotation.attribution import attribute

__all__ = ["attribute"]
