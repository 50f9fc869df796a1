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
# # Lesson 3: key words and their traps
#
# Which words are typical of one side? *Keyness* compares the rate of every word in two parts of a corpus and
# lists those that differ most. It is a quick way into a large corpus, with three traps that look like
# findings.

# %%
from exercises import check, show

import rostra
from rostra import charts

statements = rostra.attribute(rostra.load_corpus("../../corpus/strait"))
words = rostra.tokenize(statements)

# %% [markdown]
# ## 1. What the number says
#
# Haldrava against all other actors. Words with fewer than four hits and function words (*the*, *of*) are
# left out.

# %%
key = rostra.keyness(words, by="actor", target="Haldrava", min_count=4, stop_words=False)
columns = ["item", "value", "low", "high", "target_hits", "reference_hits", "p", "p_adjusted", "note"]
key.frame[columns].head(10)

# %% [markdown]
# `value` is the *log ratio*. 0 means the same rate on both sides, 1 twice the rate in the target, 2 four
# times, and -1 half. `target_hits` and `reference_hits` are what it rests on.
#
# **Exercise 3.1.** How many times as often as the others does Haldrava say *boats*, per word?

# %%
answer = ...
check("3.1", answer)

# %% [markdown]
# First trap: **small counts**. A word that only the target uses gets a very large ratio, even with four
# hits. The `note` says *not in the reference*. Look at the interval, `low` to `high`, before you look at
# `value`.

# %%
ax = charts.keyness_bars(key, words=6)
ax.set_title("Key words of Haldrava", loc="left", pad=12)
show(ax)

# %% [markdown]
# ## 2. Hundreds of questions at once
#
# Now an outlet: The Arvesk Courier against the other two. Here the words of the reporters count as well.

# %%
courier = rostra.keyness(words, by="source", target="The Arvesk Courier", min_count=4, stop_words=False).frame
print(len(courier), "words were compared")
courier[columns].head(12)

# %% [markdown]
# `p` answers: if the word had the same rate on both sides, how often would chance make such a difference?
# Below
# 0.05 is often called significant. But 5 of 100 words would get there by luck alone.
#
# That is the second trap: **many questions**. `p_adjusted` takes their number into account. A comparison
# says in its last sentence how many it was:

# %%
print(rostra.compare(words, ["hedging", "threat", "demand"], by="source").about)

# %% [markdown]
# The `p_adjusted` of the words was adjusted over all the words that were compared.
#
# **Exercise 3.2.** How many of the Courier's words still have an adjusted p below 0.05?

# %%
answer = ...
check("3.2", answer)

# %% [markdown]
# Read the list again. Some of it is the paper's own name, some its spelling of a minister's name, some its
# verbs for reporting. None of it is what the dispute is about.
#
# ## 3. Whose word is it?
#
# The Merrowick Ledger:

# %%
ledger = rostra.keyness(
    words, by="source", target="The Merrowick Ledger", min_count=4, stop_words=False
).frame
ledger[columns].head(8)

# %% [markdown]
# *Claims* and *alleges* are key. Somebody in the Ledger makes claims, it seems. Read the lines. `kind` says
# whose words they are: *narration* is the reporter's, *direct* stands in quotation marks, *indirect* is a
# statement in the reporter's wording.

# %%
claims = rostra.kwic(words, ["claim*", "alleg*"])
in_ledger = claims.lines[claims.lines["source"] == "The Merrowick Ledger"]
in_ledger[["kind", "left", "node", "right"]].head(12)

# %% [markdown]
# **Exercise 3.3.** In which kind of text do these words mostly stand? Write the name of the kind in
# quotation marks.

# %%
answer = ...
check("3.3", answer)

# %% [markdown]
# Third trap: **the wrong speaker**. A text has many voices. Whoever counts it whole finds the habits of the
# reporter and takes them for those of the people in the report.
#
# ## What this lesson does not show
#
# Keyness finds differences only. What both sides say all the time never shows up, and that may be the
# heart of the matter. Nor does it see meaning: the same word can be said in earnest and in mockery.
#
# ## Try it
#
# 1. Make `min_count=2` for Haldrava. What comes to the top, and would you print it?
# 2. Which key words of `by="actor", target="Corsandia"` surprise you? Open three in `rostra.kwic`.
# 3. `target_documents` says in how many documents a word stands. Find a key word that comes from one
#    document.
