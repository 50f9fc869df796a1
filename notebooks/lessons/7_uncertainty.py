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
# # Lesson 7: uncertainty and too little data
#
# A number is quick to get. Whether it would come out the same with other documents is another question, and
# the one a reader should ask first. In this lesson: what a zero means, when two rates differ, and how one
# document can make a difference by itself.

# %%
import pandas as pd
from exercises import check, show

import rostra
from rostra import charts

corpus = rostra.load_corpus("../../corpus/strait")
statements = rostra.attribute(corpus)
words = rostra.tokenize(statements)
words

# %% [markdown]
# ## 1. What a zero means
#
# Who threatens? The list of threats is short, and so are some actors' words.

# %%
threats = rostra.measure(words, "threat")
threats.frame[["actor", "hits", "exposure", "value", "low", "high", "note"]]

# %% [markdown]
# Four actors have no hit. Does none of them threaten? It depends on how many words we saw. If we look at
# only a few, we would miss even a common thing.
#
# The *rule of three* turns that into a number: after *n* words with no hit, rates up to about 3 / *n* are
# still compatible with what we saw (with 95% confidence). So a zero in 3,000 words allows 1 hit per 1,000
# words. The rule takes words one by one; as threats come in bunches, the true limit is higher still.
#
# **Exercise 7.1.** Up to which rate per 1,000 words could the Shipping League threaten, for all we know?

# %%
answer = ...
check("7.1", answer)

# %% [markdown]
# Compare that with the rate of Haldrava, who does threaten. A zero from little text is not a finding. That
# is why Rostra gives it no interval and says so in the `note`.
#
# ## 2. When do two rates differ?

# %%
hedging = rostra.measure(words, "hedging")
ax = charts.rates(hedging)
ax.set_title("Hedges per 1,000 words, with intervals", loc="left", pad=12)
show(ax)

# %% [markdown]
# Each line is an *interval*: had we collected other documents of the same kind, the rate would likely lie
# within it. It is wide where hits are few, or where they sit in few documents. Tolmeny's is wide for the
# second reason: one interview and one briefing hold most of its hedges.
#
# Haldrava's rate is a little higher than Corsandia's. To say *more*, look at the interval of the
# difference:

# %%
pair = rostra.compare(words, "hedging", target="Haldrava", reference="Corsandia")
pair.frame[["target", "reference", "value", "low", "high", "p_adjusted", "verdict"]]

# %% [markdown]
# `value` is the difference of the rates. `low` and `high` are the ends of its interval.
#
# **Exercise 7.2.** Does Haldrava hedge `"more"` than Corsandia, `"less"`, or is it `"not clear"`?

# %%
answer = ...
check("7.2", answer)

# %% [markdown]
# *Not clear* is not the same as *equal*. The interval also holds differences that would matter. It says that
# these documents do not settle the question.
#
# And three pairs for which there is no interval at all:

# %%
pairs = rostra.compare(words, ["threat", "warning", "hedging"], target="Shipping League", reference="Tolmeny")
pairs.frame[["measure", "value", "low", "high", "p", "note", "verdict"]]

# %%
interviews = rostra.tokenize(rostra.attribute(corpus.where(genre="interview")))
few = rostra.compare(interviews, "hedging", target="Tolmeny").frame
sides = rostra.compare(words, "hedging", by="genre", target="interview", reference="agency report").frame
pd.concat([few, sides])[["target", "reference", "value", "low", "high", "p", "note", "verdict"]]

# %% [markdown]
# Read each `note`. Nothing against nothing is no equality; something against nothing is not yet a
# difference; five interviews are too few to say how interviews differ, and one thin side is enough. The
# `verdict` of all of them is *too little*. Ask by speaker, and nearly everybody is in this position:

# %%
rostra.measure(words, "hedging", by="speaker").frame["note"].value_counts()

# %% [markdown]
# ## 3. The loud document
#
# Tolmeny seems to accuse more than the Compact. `robustness` leaves out each document in turn and compares
# again.

# %%
held = rostra.robustness(words, "accusation", target="Tolmeny", reference="Grey Sea Compact")
left_out = held.frame[held.frame["check"] == "document"]
print("The verdict:", held.frame["verdict"].iloc[0])
left_out[["item", "value", "same_sign", "target_hits", "reference_hits"]]

# %% [markdown]
# Each row shows the difference *without* the document named in `item`. `same_sign` says whether Tolmeny is
# still ahead.
#
# **Exercise 7.3.** Without which document does the difference turn round? Write its name in quotation marks.

# %%
answer = ...
check("7.3", answer)

# %% [markdown]
# Who speaks there, and to whom?

# %%
accusations = rostra.measure(words, "accusation")
accusations.kwic(actor="Tolmeny")

# %% [markdown]
# The sentence to print is not "Tolmeny accuses". It is: "One minister of Tolmeny accused Haldrava in one
# speech." It is smaller, and it is true.
#
# ## What this lesson does not show
#
# Intervals know how much documents differ from each other. They do not know that the list is poor, that a
# statement was given to the wrong speaker, or that an archive holds only what one agency sent. Such errors
# do not shrink with more data.
#
# ## Try it
#
# 1. `rostra.measure(words, "hedging", by="speaker")`: how many speakers have a rate, and why so few?
# 2. Compare each actor with all others: `rostra.compare(words, ["demand", "commitment"])`. Which verdicts
#    would you print?
# 3. Run `robustness` for `"hedging"` and `target="Tolmeny"`. What does `held.about` say in words?
