"""Measures: what can be counted in words, one family a file.

`frequency` counts words, `concordancing` shows them in their lines, `dispersion` says how evenly
they are spread, `diversity` and `readability` describe whole vocabularies and sentences,
`similarity` and `scaling` place actors by their words, `keyness` compares two sets of words,
`collocation` says what stands near a word, `rhetoric` names the measures
of speech acts and style, `sentiment` scores sentences, `voice` says who gets how
much of the text. The families do not know each other.
"""
