"""Explorer: a panel in a notebook in which to ask for words and read the lines.

`questions` is what is asked, and the code that asks the same; `answers` is what the panel shows
of it; `rates` is its chart, `passages` the text around a line, `page` what stands in the notebook
where no panel can run. `panel` joins them to the browser (`panel.js`, `panel.css`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rostra.errors import RostraError, demand

if TYPE_CHECKING:
    from rostra.explorer.panel import Explorer
    from rostra.index.tokens import Tokens

__all__ = ["explore"]


def explore(
    tokens: Tokens,
    query: str = "",
    *,
    actor: Iterable[Any] = (),
    kind: Iterable[Any] = (),
    sort: str = "",
    limit: int = 20,
    name: str = "words",
) -> Explorer:
    """Open a panel in which to ask for words, choose actors and kinds, and read the lines.

    Parameters
    ----------
    tokens : Tokens
        The words.
    query : str
        What is looked for at first, in the language of `docs/queries.md`.
    actor, kind : iterable of object
        The actors, and the kinds of statement, to which the lines are limited at first; None is
        the value of words that have none. Empty: all.
    sort : str
        The order of the lines at first, as in `rostra.kwic`; empty: text order.
    limit : int
        How many lines are shown at first; the panel has a button for more.
    name : str
        What the words are called in the code that the panel shows.

    Returns
    -------
    Explorer
        The panel. Its `code` asks for the lines that it shows, `concordance` and `rates` are what
        `rostra.kwic` and a count by actor give for them. In a saved page or a viewer without
        panels it is a table and a chart of the question with which it was shown.

    Examples
    --------
    >>> import rostra
    >>> words = rostra.tokenize(rostra.attribute(rostra.load_corpus("corpus/strait")))
    >>> panel = rostra.explore(words, "levy", kind=["direct"], limit=2)
    >>> print(panel.code)
    rostra.kwic(words, "levy", kind=["direct"], limit=2)
    >>> len(panel.concordance)
    2
    """
    demand("Tokens", tokens, "explore")
    try:
        from rostra.explorer.panel import Explorer
    except ModuleNotFoundError as error:
        raise RostraError(
            f"the panel needs the package {error.name}, which is not installed. Install what belongs to the "
            'notebooks, pip install "rostra[lab]", or ask without the panel: rostra.kwic(words, "threat*").'
        ) from None
    return Explorer(tokens, query, actor=actor, kind=kind, sort=sort, limit=limit, name=name)
