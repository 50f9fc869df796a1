# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first look: who says what in five reports
#
# In November 2024 three governments spoke about one missile defense base in Poland. Five short
# reports retell the affair. In this lesson we read them with Rostra: load the texts, look them over,
# find out whose words are where, and check what was found.
#
# It takes ten to fifteen minutes. Run each cell with Shift+Enter, and read what it shows before you
# go on. The reports were written for this project; only the words in quotation marks are quoted from
# the people named ([the data sheet](../corpus/redzikowo/README.md) says which).

# %%
from html import escape

import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt

import rostra
from rostra import charts

pd.set_option("display.max_colwidth", 100)


def show(ax):
    """Show a chart once, and say in words what it shows."""
    said = charts.alt_text(ax)
    display(ax.figure, metadata={"image/png": {"alt": said}})
    display(HTML(f"<details><summary>The chart in words</summary>{escape(said)}</details>"))
    plt.close(ax.figure)


# %% [markdown]
# ## 1. What do we have?
#
# A *corpus* is a table of documents and a registry of the actors who speak in them. The texts stay as
# they are: nothing in Rostra changes them.

# %%
corpus = rostra.load_corpus("../corpus/redzikowo")
corpus

# %% [markdown]
# One row a document. The metadata (date, source, title) come from the head of each file. Let us read
# one of the texts before we count anything in it.

# %%
print(corpus.text("redzikowo-d"))

# %% [markdown]
# An *audit* looks for what may go wrong later: missing dates, empty or doubled documents, texts in
# another language, quotation marks that never close, files that were not read.

# %%
rostra.audit(corpus)

# %% [markdown]
# Nothing here needs mending. The files that were left out are named, so that you can see whether one
# of them should have been read. The audit cannot know what is *not* in the folder: five reports are
# no sample of anything.

# %% [markdown]
# ## 2. Whose words are these?
#
# If we counted the words of a report as they stand, we would measure the reporter. So the first step
# is to find out who speaks: `attribute` cuts every text into statements.

# %%
statements = rostra.attribute(corpus)
statements

# %%
quotations = statements.quotations
quotations = quotations.assign(words=[statements.text(i) for i in quotations["statement_id"]])
quotations[["doc_id", "kind", "speaker", "actor", "cue", "words"]]

# %% [markdown]
# How to read a row:
#
# - `kind` says in which form the words come: *direct* (all of it in quotation marks), *mixed* (partly),
#   *indirect* (the reporter's wording of what somebody said).
# - `cue` is the word that gives the statement away (*said*, *stressed*, *according to*).
# - `speaker` is a person or office, `actor` the side to which the words are credited. That John Kirby
#   speaks for the United States is written in [actors.toml](../corpus/redzikowo/actors.toml) and would
#   also follow from the phrase "of the US National Security Council".
#
# Everything else is *narration*: the reporter's own words. Each character of each text belongs to
# exactly one statement or to narration, so nothing is counted twice and nothing gets lost.

# %% [markdown]
# ## 3. How do we know?
#
# Each statement carries the rule that found it and a confidence between 0 and 1. Look at the least
# certain ones first.

# %%
quotations.sort_values("confidence")[["doc_id", "rule", "confidence", "speaker", "words"]].head(8)

# %% [markdown]
# A low confidence does not mean that a statement is wrong, only that its rule is often wrong, or that
# the speaker had to be guessed from the sentence before. Are these right? Read them in their text.
#
# Rules also miss things. What stands in quotation marks and was still taken for narration?

# %%
narration = statements.frame[statements.frame["kind"] == "narration"]
narration = narration.assign(words=[statements.text(i) for i in narration["statement_id"]])
narration.loc[narration["words"].str.contains('[“"]'), ["doc_id", "words"]]

# %% [markdown]
# Each row, if there is one, is either a phrase that nobody says, or a statement that the rules did not
# find. Ask this question of your own texts, too, before you trust a number. What a machine misses, you
# have to count by hand or name as a limit.

# %% [markdown]
# ## 4. Who gets how much of the text?
#
# With the words sorted by speaker, the simplest question can be answered: whose words fill the
# reports?

# %%
voice = rostra.share_of_voice(statements)
voice

# %%
ax = charts.voice(voice)
ax.set_title("Who gets how much of five reports", loc="left", pad=28)
show(ax)

# %% [markdown]
# The bars show who is quoted, and in which form: one actor in its own words, another only in the
# reporter's. The rest of the text is narration.
#
# What this does not show: whether an actor *had* more to say, or whether the selection is fair. And the
# note says why there is no interval: with fewer than eight documents, Rostra does not pretend to know
# how much the shares would change with other reports.

# %% [markdown]
# ## 5. A word in its lines
#
# `tokenize` makes words of the texts and keeps for each one its place and its statement. `kwic` (key
# word in context) shows every occurrence of a word in its line; `*` stands for any letters.

# %%
words = rostra.tokenize(statements)
words

# %%
lines = rostra.kwic(words, "threat*", by="kind")
lines

# %% [markdown]
# All the reports are about a threat. But who uses the word? Count the lines by whose words they are.

# %%
lines.lines["kind"].value_counts()

# %% [markdown]
# Read the two tables together. *Threat* is above all the reporters' word, and that of those who answer
# it. Whoever threatens says something else:

# %%
rostra.kwic(words, "target", actor="Russia")

# %% [markdown]
# That is why Rostra counts by speaker, and why a list of words for *threat* must hold more than the word
# *threat*. The next lessons do that.
#
# The *explorer* puts all this into one panel. Type a query, tick whose words you want to read, click on a
# word to see its paragraph. Below the lines stands the code that gives the same ones: copy it into a cell
# when you have found what you want to keep.

# %%
rostra.explore(words, "target*")

# %% [markdown]
# ## Try it
#
# 1. Search for `defens*` and for `"rock-solid"`, in the panel. Whose words are they?
# 2. `statements.coverage` says how much was found and credited. Which number would you report?
# 3. Load `../corpus/strait` instead, and ask section 3 again. How many statements have no actor, and
#    why?
#
# Next: [02_compare_actors](02_compare_actors.ipynb).
