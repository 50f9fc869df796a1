"""Values: how those of a column are named and looked up."""

from __future__ import annotations

from typing import Any

from rostra.errors import QueryError, unknown

__all__ = ["plain", "position"]


def position(names: list[Any], value: Any, column: str) -> int:
    """Return the place of a value among the values of a column.

    Parameters
    ----------
    names : list
        The values.
    value : object
        One of them, or how it is written: `"2014"` for the number 2014.
    column : str
        What the column is called, for the message.

    Returns
    -------
    int
        The place.

    Examples
    --------
    >>> position([2013, 2014], "2014", "year")
    1
    """
    for found, name in enumerate(names):
        if name == value or str(name) == str(value):
            return found
    raise QueryError(unknown(column, value, sorted(map(str, names))))


def plain(value: Any) -> Any:
    """Return a value of a column as Python's own type.

    Parameters
    ----------
    value : object
        One value.

    Returns
    -------
    object
        The same; numpy's numbers as int, float or bool.

    Examples
    --------
    >>> import numpy as np
    >>> plain(np.int64(7)), plain("seven")
    (7, 'seven')
    """
    return value.item() if hasattr(value, "item") else value
