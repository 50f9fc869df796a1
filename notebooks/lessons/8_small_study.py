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
# # Lesson 8: a small study
#
# Now all of it together: a question, a corpus, a measure, a comparison, a check, a sentence that you could
# print. The question: **does the Grey Sea Compact speak otherwise than the others?** The Compact has six
# members, two boats and a Secretary-General. One would expect promises, appeals, and much feeling.

# %%
import pandas as pd
from exercises import check, show

import rostra
from rostra import charts

pd.set_option("display.max_columns", 30, "display.max_colwidth", 100)

# %% [markdown]
# ## 1. Decide before you count
#
# We choose four devices in advance, and will report all four, whatever comes out: commitments, demands,
# words of feeling (*affect*), hedges. We ask how an actor speaks, so a dispatch that was printed three
# times counts once.

# %%
corpus = rostra.load_corpus("../../corpus/strait").where(copy_of=None)
words = rostra.tokenize(rostra.attribute(corpus))
devices = ["commitment", "demand", "affect", "hedging"]
gaps = rostra.compare(words, devices, target="Grey Sea Compact")
gaps.frame[["measure", "target_value", "reference_value", "value", "low", "high", "p_adjusted", "verdict"]]

# %% [markdown]
# One row a device: the Compact's rate, that of all others, their difference, its interval, and p adjusted
# for four questions. `verdict` is *more* or *less* only where interval and p agree.

# %%
ax = charts.differences(gaps)
ax.set_title("The Compact against all others", loc="left", pad=22)
show(ax)

# %% [markdown]
# **Exercise 8.1.** For which devices may you say that the Compact uses *more*? Give a list, such as
# `["affect", "hedging"]`.

# %%
answer = ...
check("8.1", answer)

# %% [markdown]
# ## 2. Say how large it is
#
# "Significantly more" is no size. A ratio is one: how many times as many demands does the Compact make,
# per word?
#
# **Exercise 8.2.** Work it out from `target_value` and `reference_value`.

# %%
answer = ...
check("8.2", answer)

# %% [markdown]
# ## 3. Try to break it
#
# Would it hold without any one document? In each form of speech?

# %%
held = rostra.robustness(words, "demand", target="Grey Sea Compact")
held.frame[["check", "item", "value", "same_sign", "share_kept", "verdict"]].head(12)

# %%
print(held.about)

# %% [markdown]
# Would it hold if like were compared with like? `adjust` compares within each genre. It needs genres in
# which both sides speak. For actors there are some; for the Agency and the Courier there are none:

# %%
within = rostra.compare(words, "demand", target="Grey Sea Compact", adjust="genre").frame
papers = {"by": "source", "target": "Grey Sea Press Agency", "reference": "The Arvesk Courier"}
never = rostra.compare(words, "demand", adjust="genre", **papers).frame
pd.concat([within, never])[["target", "reference", "value", "low", "high", "verdict", "note"]]

# %% [markdown]
# And are these really demands? Read a random draw of the hits before you print anything.

# %%
hits = gaps.kwic(measure="demand").lines
hits[hits["actor"] == "Grey Sea Compact"].sample(12, random_state=8)[["speaker", "left", "node", "right"]]

# %% [markdown]
# ## 4. Write it down
#
# A finding needs four things: what was counted, in what, how large the difference is and how sure, and
# what may be wrong with it. In your own numbers:
#
# > In 61 documents, copies left out, the Compact makes ... times as many demands per word as the other
# actors > together (difference ... per 1,000 words, 95% interval ... to ...). The same holds for ... . For
# ... and ... the > data do not settle it. Demands were found by a word list; of 12 hits that we read, ...
# were demands.
#
# ## What this lesson does not show
#
# Why the Compact speaks so. It holds briefings, where one appeals and promises; others are quoted in
# reports. Whether the actor or the genre makes the difference is the next study.
#
# ## Try it
#
# 1. Compare only within briefings: `corpus.where(genre="briefing transcript")`. What is left?
# 2. Leave the copies in. Which of the four results changes, and by which documents?
# 3. Choose another actor, write down what you expect, and only then count.
