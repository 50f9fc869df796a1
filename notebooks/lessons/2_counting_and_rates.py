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
# # Lesson 2: counting and rates
#
# Who hedges most? Who says *we*? To count is easy, and a count alone is nearly always the wrong number:
# whoever was quoted at greater length has more of everything. In this lesson you turn counts into rates,
# find out what a rate is divided by, and count a text once that was printed three times.
#
# The quarrel over the Skerrel Strait is invented, and so is everybody in it.

# %%
from exercises import check, show

import rostra
from rostra import charts

corpus = rostra.load_corpus("../../corpus/strait")
statements = rostra.attribute(corpus)
words = rostra.tokenize(statements)
words

# %% [markdown]
# ## 1. From a count to a rate
#
# A *measure* counts words and phrases from a list. The list for hedging holds *perhaps*, *it seems*, *might*
# and many more. One row an actor:

# %%
hedging = rostra.measure(words, "hedging")
hedging.frame[["actor", "hits", "exposure", "value", "documents", "note"]]

# %% [markdown]
# - `hits` is the count.
# - `exposure` is the number of words in which a hit could have stood: here the actor's own words, in
#   quotation marks or in a speech. The reporter's words are not among them.
# - `value` is the rate: hits per 1,000 words of exposure.
#
# The Shipping League has no rate. It is never quoted in its own words, so there is nothing to divide by.
# Rostra then writes that the rate is missing. It does not write 0, which would say "we looked, and there was
# none".
#
# **Exercise 2.1.** Work out the rate of Haldrava yourself, from its hits and its exposure.

# %%
answer = ...
check("2.1", answer)

# %% [markdown]
# The picture shows the same rates. The lines are intervals: how far the rate could lie elsewhere, if other
# documents had been collected. Lesson 7 is about them.

# %%
ax = charts.rates(hedging)
ax.set_title("Hedges per 1,000 words", loc="left", pad=12)
show(ax)

# %% [markdown]
# ## 2. Most often, or at the highest rate?
#
# Now one plain word. `frequencies` counts every word of each actor; we keep the rows of *we*.

# %%
every_word = rostra.frequencies(words, by="actor", min_count=1).frame
we = every_word.loc[every_word["item"] == "we", ["actor", "hits", "exposure", "value", "unit"]]
we

# %% [markdown]
# The unit is hits per *million* words, as is usual for single words. It does not matter for comparing, as
# long as the unit is the same everywhere.
#
# **Exercise 2.2.** Which actor says *we* at the highest rate? Write the name in quotation marks.

# %%
answer = ...
check("2.2", answer)

# %% [markdown]
# A word in a table is not yet a word in a sentence. Who belongs to this *we*? Read some lines:

# %%
rostra.kwic(words, "we", actor="Grey Sea Compact", sample=8, seed=2)

# %% [markdown]
# ## 3. What was printed three times
#
# Newspapers print the dispatches of agencies. In this corpus the column `copy_of` says which document
# repeats which other.

# %%
copies = corpus.documents["copy_of"].notna()
corpus.documents.loc[copies, ["doc_id", "source", "title", "copy_of"]]

# %% [markdown]
# Is a sentence that three outlets print one sentence or three? Both can be right. If you ask what readers
# met, count three. If you ask how an actor speaks, count one: nobody said it three times.

# %%
once = rostra.tokenize(rostra.attribute(corpus.where(copy_of=None)))
all_prints = rostra.measure(words, "affect").frame
all_prints[["actor", "hits", "exposure", "value"]]

# %% [markdown]
# *Affect* counts words of feeling. In the table above each print counts.
#
# **Exercise 2.3.** How many hits of the Grey Sea Compact come from copies alone? (Measure `"affect"` in
# `once`, too.)

# %%
answer = ...
check("2.3", answer)

# %% [markdown]
# With copies, the Compact is the most emotional of all. Without them, is it still?
#
# ## 4. Numbers that look like rates and are not
#
# How varied is a vocabulary? The oldest index divides the different words by all words. Look at its `note`:

# %%
variety = rostra.diversity(words, by="speaker", measures=["ttr"]).frame
variety.sort_values("value", ascending=False)[["speaker", "value", "exposure", "types", "note"]].head(8)

# %% [markdown]
# The most varied speakers of the corpus said ten words each. The longer one talks, the more often words come
# back: this index measures, above all, who was quoted least. `mtld` hardly depends on length.
#
# And is a word spread evenly, or does it sit in a few texts? `dp_norm` is 0 where it is even and 1 where it
# is all in one place. In the second table there is only one document to look at:

# %%
rostra.dispersion(words, ["levy", "boats"], measures=["range", "dp_norm"])

# %%
one = rostra.tokenize(corpus.where(doc_id="strait-053"))
rostra.dispersion(one, ["levy", "boats"], measures=["range", "dp_norm"])

# %% [markdown]
# ## What this lesson does not show
#
# A rate says how often the entries of a list occur, not how often somebody hedges. Lists miss and overcount
# (lesson 5). And two rates that differ in a table need not differ beyond chance (lesson 7).
#
# ## Try it
#
# 1. Measure `"boosting"`, the opposite of hedging. Is the order of the actors turned round?
# 2. Group by outlet, `rostra.measure(words, "hedging", by="source")`. What is the exposure now?
# 3. Find a word of your own in `every_word` for which count and rate name different actors.
