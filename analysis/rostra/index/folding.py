"""Folding: the forms under which the surfaces of a text are counted, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rostra.index.reference import fold_token, fold_tokens

__all__ = ["forms_of"]


def forms_of(surfaces: Sequence[str]) -> tuple[dict[str, int], np.ndarray]:
    """Return the forms of surfaces, numbered by their first occurrence, and which one each surface has.

    Parameters
    ----------
    surfaces : sequence of str
        Tokens as published, each once; none holds a line end.

    Returns
    -------
    forms : dict of str and int
        The forms, in order.
    numbers : numpy.ndarray of int32
        The form of each surface.

    Examples
    --------
    >>> forms, numbers = forms_of(["War", "no", "war", "Naïve"])
    >>> list(forms), numbers.tolist()
    (['war', 'no', 'naïve'], [0, 1, 0, 2])
    """
    # surfaces of ASCII fold together, though others stand among them
    plain = iter(fold_tokens([surface for surface in surfaces if surface.isascii()]))
    folded = (next(plain) if surface.isascii() else fold_token(surface) for surface in surfaces)
    forms: dict[str, int] = {}
    numbers = [forms.setdefault(form, len(forms)) for form in folded]
    return forms, np.array(numbers, dtype=np.int32)
