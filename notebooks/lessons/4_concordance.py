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
# # Lesson 4: reading a concordance
#
# A concordance shows every occurrence of a word in its line, one under the other. It is the oldest tool in
# the trade and still the best check on a number. In this lesson you read lines, sort them, and find out
# what a count had hidden.

# %%
import pandas as pd
from exercises import check

import rostra

pd.set_option("display.max_colwidth", 100)

statements = rostra.attribute(rostra.load_corpus("../../corpus/strait"))
words = rostra.tokenize(statements)

# %% [markdown]
# ## 1. Whose word is it?
#
# `kwic` stands for *key word in context*; `*` stands for any letters. The corpus is full of threats. Where
# is the word?

# %%
threat = rostra.kwic(words, "threat*", by="kind")
threat

# %% [markdown]
# `.lines` has the same lines as a table. `kind` is *narration* where the words are the reporter's. `actor`
# is empty where the words belong to no actor.

# %%
threat.lines[["doc_id", "kind", "actor", "node"]]

# %% [markdown]
# **Exercise 4.1.** In how many of the lines do the words belong to an actor?

# %%
answer = ...
check("4.1", answer)

# %% [markdown]
# So how do people threaten, if not with that word? Try one of the words they do use. Read on which side of
# the quarrel it stands:

# %%
rostra.kwic(words, "sorry", by="actor")

# %% [markdown]
# Not all of these are threats, and none can be told from the word alone.
#
# ## 2. One word, two senses
#
# Sorting helps the eye. Here are the lines of *article*, sorted by the word to the right (`R1`):

# %%
article = rostra.kwic(words, "article*", sort="R1")
article

# %% [markdown]
# Some are articles of a treaty, some are not. Those of the treaty have a number behind them. The table has
# the text to the right of the word in its column `right`:

# %%
lines = article.lines
lines[["actor", "node", "right"]].head()

# %% [markdown]
# **Exercise 4.2.** In how many lines does a number follow?

# %%
answer = ...
check("4.2", answer)

# %% [markdown]
# Whose are they? The treaty is the argument of one side above all:

# %%
numbered = lines[lines["right"].str.match(r"\s*\d")]
numbered["actor"].value_counts(dropna=False)

# %% [markdown]
# When you quote a count of *article*, say which sense you counted. Read all the lines if there are fifty,
# and a random draw (`sample=50`) if there are thousands. Never only the first ones: they come from the
# first documents.
#
# ## 3. The company of a word
#
# Lines can be summed up: *collocates* stand near a word more often than their frequencies explain.

# %%
company = rostra.collocates(words, "levy", window=4, min_count=2).frame
company[["item", "value", "hits", "expected", "note"]]

# %% [markdown]
# `hits` is how often they meet, `expected` how often they would by chance. The last rows are no company at
# all: they stand there *less often than expected*, and a list that is cut off by frequency would show them
# first.
#
# ## What this lesson does not show
#
# A line is short. Irony, an answer to a question, a *not* two sentences before: for these, open the text
# with `print(statements.corpus.text("strait-035"))`.
#
# ## Try it
#
# 1. `rostra.kwic(words, "line*")`: how many senses do you find?
# 2. Search for `"right to"`. Who has rights, and to what?
# 3. Open the panel with `rostra.explore(words, "hand*")`. Which lines are threats? Let a neighbour decide,
#    too, and compare.
