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
# # Lesson 5: sentiment, and why word lists fail
#
# A sentiment scorer gives a text a number between bad and good, and does so for a million texts before
# lunch. What does it see? In this lesson you hold scorers against people who read the same sentences, and
# find out what words alone cannot tell.

# %%
import pandas as pd
from exercises import check, show
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import rostra
from rostra import charts

pd.set_option("display.max_colwidth", 120)

statements = rostra.attribute(rostra.load_corpus("../../corpus/strait"))
words = rostra.tokenize(statements)

# %% [markdown]
# ## 1. What a reader sees
#
# 320 passages of our corpus were read twice, by a language model, the second time without knowledge of the
# first. In each it was noted what the speaker does: threatens, promises, hedges. Where both readings agree,
# the column of the device holds 1 or 0; where they differ, nothing.

# %%
passages = pd.read_json("../../corpus/strait/codes.jsonl", lines=True)
threats = passages.loc[passages["threat"] == 1, ["group", "text"]]
threats

# %% [markdown]
# Read them. Nobody in the strait would take these for friendly remarks. Now VADER, a scorer much used for
# social media: below 0 is bad, above 0 is good, 0 means that no word told it anything.

# %%
vader = SentimentIntensityAnalyzer()
threats["vader"] = [vader.polarity_scores(text)["compound"] for text in threats["text"]]
threats.sort_values("vader")

# %% [markdown]
# **Exercise 5.1.** How many of the threats does VADER score below 0?

# %%
answer = ...
check("5.1", answer)

# %% [markdown]
# Why? VADER adds up the scores of single words. In "would lose the hand", *lose* is bad and *hand* is
# good, as in
# *lend a hand*, and the good one weighs more. In "reserve the right to close the channel" it knows no word
# at all. The threat lies in what the sentence says will happen, and to whom.
#
# ## 2. A list made for the purpose
#
# Then let us take a list of threats instead of a list of bad words. Here are its entries, and what they
# find in the 320 passages:

# %%
print([str(entry) for entry in rostra.load_lexicon("threat").entries][:12])
coded = passages[passages["threat"].notna()].reset_index(drop=True)
found = rostra.hits(coded["text"].tolist(), "threat")["text"].unique()
coded["found"] = coded.index.isin(found)
pd.crosstab(coded["threat"], coded["found"])

# %% [markdown]
# The rows say what people found (1: a threat), the columns what the list found. Two questions go with such a
# table:
#
# - *Precision*: of what the list found, which share is a threat?
# - *Recall*: of the threats, which share did the list find?
#
# **Exercise 5.2.** What is the recall of the list, as a share between 0 and 1?

# %%
answer = ...
check("5.2", answer)

# %% [markdown]
# A list with high precision and low recall is still useful: what it finds, you may quote. But its zero means
# "none of these entries", never "no threat".
#
# ## 3. Who sounds friendly?
#
# Now whole actors. Rostra asks three scorers: its own list for the language of politics (`polarity`),
# VADER, and TextBlob.

# %%
moods = rostra.sentiment(words)
moods.frame[["actor", "measure", "value", "low", "high", "seen"]]

# %%
ax = charts.sentiment_by_actor(moods)
ax.set_title("Three scorers, three opinions", loc="left", pad=12)
show(ax)

# %% [markdown]
# `seen` is the share of evaluative words that this scorer knows at all (of those that any of the three
# knows).
#
# **Exercise 5.3.** Which actor does VADER find friendliest, that is, who has the highest mean score?

# %%
answer = ...
check("5.3", answer)

# %% [markdown]
# Two warnings stand with these numbers. The sentence below a result says how many evaluative words each
# scorer sees: one that does not know the words of a case is blind, and blind looks neutral. And a measure
# of which too few hits proved right when they were read, or that nobody has read, has the `status`
# *exploratory*:

# %%
print(moods.about)
rostra.measure(words, ["threat", "commitment", "negative_evaluation"]).frame[
    ["measure", "actor", "value", "status"]
]

# %% [markdown]
# And who is the friendliest for the other two? When three thermometers point three ways, nobody should
# report the weather from one of them. Look at the intervals, too: most hold zero, and they overlap.
#
# What does a scorer count here? The lines behind a number can be read. Each `node` is a word that counted,
# with its weight:

# %%
lines = moods.kwic(measure="polarity", actor="Haldrava").lines
lines[["left", "node", "right", "weight"]].head(15)

# %% [markdown]
# ## What this lesson does not show
#
# That sentiment is never worth measuring. In reviews of films, where people say outright what they like,
# such scorers do well. Diplomats rarely say outright what they like. Test a scorer on your own kind of
# text before you believe it, with a few dozen passages read by two people.
#
# ## Try it
#
# 1. Write three polite threats. `rostra.polarity([...])` scores them; can you get above 0.5?
# 2. Which entry would you add to the list of threats? Try it on all passages: does the precision hold?
# 3. Do the same for `"hedging"`: is its recall better? Why might a list do well there?
