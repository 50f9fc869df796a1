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
# # Rhetoric and sentiment: what is counted, and what is seen
#
# A number about language is only as good as the list behind it. In this lesson we open the lists: what
# counts as a threat, what a *not* before it changes, how to bring a list of our own. Then we ask three
# scorers how positive or negative the actors sound, and look at what each of them can see at all. At the
# end: who evaluates whom, and what the reporters' verbs add.

# %%
import tempfile
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import rostra
from rostra import charts

pd.set_option("display.max_columns", 30, "display.max_colwidth", 100)


def show(ax):
    """Show a chart once, and say in words what it shows."""
    said = charts.alt_text(ax)
    display(ax.figure, metadata={"image/png": {"alt": said}})
    display(HTML(f"<details><summary>The chart in words</summary>{escape(said)}</details>"))
    plt.close(ax.figure)


# %%
corpus = rostra.load_corpus("../corpus/strait")
statements = rostra.attribute(corpus)
words = rostra.tokenize(statements)

# %% [markdown]
# ## 1. What is in a list?
#
# Each measure counts the entries of one lexicon. A lexicon says what it means to count (`construct`),
# where the idea comes from, and whether it has been tested against human coding (`status`).

# %%
threat = rostra.load_lexicon("threat")
print(threat)
print(threat.construct)
print(threat.construct_source, "|", threat.status)
[str(entry) for entry in threat.entries][:15]

# %% [markdown]
# An entry can be a phrase (`will not hesitate`), have a wildcard (`threat*`) or alternatives
# (`(a|b)`). Try the lists on sentences of your own; `hits` reads each text as the words of one speaker.

# %%
tried = [
    "We will not hesitate to respond.",
    "Our commitment to the treaty is rock-solid.",
    "We might, perhaps, respond.",
    "They will be sorry.",
]
found = rostra.hits(tried, ["threat", "commitment", "hedging"])
found.assign(sentence=[tried[row] for row in found["text"]])

# %% [markdown]
# The last sentence has no hit. Any reader hears a threat in it; the list does not know the phrase. A
# count of zero always means "none of these entries", never "nothing of the kind".

# %% [markdown]
# ## 2. From a number to its lines
#
# Who threatens in our corpus?

# %%
rates = rostra.measure(words, ["threat", "denial", "legitimation"], by="actor")
rates

# %%
rates.kwic(actor="Haldrava", measure="threat")

# %% [markdown]
# Every hit behind the rate stands here in its line, as published. Read them as you would check a
# student's coding: is this a threat, is it *this* actor's, would you count it?
#
# A rate is a sum of entries. Which of them make it?

# %%
made = rostra.contributions(rates, "legitimation").frame
made.loc[made["actor"] == "Corsandia", ["item", "hits", "share", "documents"]].head(6)

# %% [markdown]
# If one entry makes most of a rate, you have measured a word, and should say so.
#
# The same question to another device. One of these lines may surprise you.

# %%
rates.kwic(measure="denial")

# %% [markdown]
# ## 3. Not
#
# "We are *not committed* to that" is no commitment. What a negation does differs from list to list, and
# the lexicon says it.

# %%
negated = ["This is reckless.", "This is not reckless.", "We are not committed to that.", "We may not come."]
found = rostra.hits(negated, ["negative_evaluation", "commitment", "hedging"])
found.assign(sentence=[negated[row] for row in found["text"]])

# %%
for name in ("negative_evaluation", "commitment", "hedging"):
    print(f"{name}: negation = {rostra.load_lexicon(name).negation!r}")

# %% [markdown]
# *drop* means that a negated hit stays visible with weight 0 and is not in the rate; *keep* means that it
# counts, because *may not* hedges like *may*. Nothing disappears silently. These are the negated hits of
# some measures in the corpus:

# %%
several = rostra.measure(words, ["hedging", "demand", "affect", "boosting", "moral_legal"], n_boot=0)
several.kwic(negated=True).lines[["actor", "measure", "weight", "left", "node", "right"]]

# %% [markdown]
# ## 4. A list of your own
#
# Perhaps you want to know who talks about money. Write the words down, say what they are to count and
# where they come from, and the list works like those that ship. It is a small text file:

# %%
MONEY = """
name = "money"
title = "Talk of money"
construct = "The speaker speaks of prices, payments and their burden."
construct_source = "Written for this lesson."
source = "Own entries."
licence = "MIT"
version = "0.1.0"
language = "en"
scope = "style"
negation = "keep"
status = "exploratory"

[[categories]]
name = "money"
entries = ["lev(y|ies)", "crowns", "pa(y|ys|id|ying)", "fund(|s)", "bill(|s)", "charge NOT charge against"]

[examples]
hits = ["They [pay] forty [crowns]."]
misses = ["He paced the quay."]
"""
folder = Path(tempfile.mkdtemp())
path = folder / "money.toml"
path.write_text(MONEY, encoding="utf-8")
money = rostra.load_lexicon(path)
money

# %%
about_money = rostra.measure(words, money, by="actor")
about_money

# %%
about_money.kwic()

# %% [markdown]
# Read the lines again before you trust the rate, then mend the entries. The `NOT` in the list came from
# such a reading. Do this for any list that you take from somebody else, too.

# %% [markdown]
# ## 5. Good or bad: three scorers
#
# *Sentiment* is a mean of word scores, so everything hangs on which words a scorer knows. Rostra has an
# own list for the language of politics (`polarity`); VADER was made for social media, TextBlob for
# reviews. Here are some sentences in the manner of the Redzikowo reports:

# %%
sentences = [
    "The base has opened in the north of Poland.",
    "The remarks were reckless and irresponsible.",
    "It is another provocative step.",
    "Our commitment is rock-solid.",
    "The base is a priority target.",
    "The Security Council met with the United Nations.",
    "They will not hesitate to strike.",
]
vader = SentimentIntensityAnalyzer()
scored = rostra.polarity(sentences)
pd.DataFrame(
    {
        "sentence": sentences,
        "rostra": scored["score"],
        "vader": [vader.polarity_scores(sentence)["compound"] for sentence in sentences],
        "textblob": [TextBlob(sentence).sentiment.polarity for sentence in sentences],
        "hits": [[entry for _, _, entry, _ in hits] for hits in scored["hits"]],
    }
).round(2)

# %% [markdown]
# Read the table line by line. TextBlob takes the noun *base* for the adjective (*base motives*); VADER
# hears praise in *Security* and *United*. Both have no entry for some of the words that matter most here.
# And all three miss what any reader sees in the last line: it is a threat, and no word in it is bad.
#
# Now the actors. The column `seen` says which share of the words that any of the three takes for
# evaluative is known to this one.

# %%
moods = rostra.sentiment(words)
moods

# %%
ax = charts.sentiment_by_actor(moods)
ax.set_title("The sign can depend on the scorer", loc="left", pad=12)
show(ax)

# %% [markdown]
# Before we read it: what does each scorer take for evaluative in *these* texts? `lint` finds entries that
# match names, `coverage` the evaluative words that a list does not know.

# %%
faults = rostra.lint("vader", words).frame
faults.loc[faults["measure"] == "proper_name", ["item", "hits", "note"]]

# %%
seen = rostra.coverage(words, "polarity", top=20).frame
seen.loc[seen["measure"].isin(["evaluative_words", "unseen"]), ["measure", "item", "value", "hits", "note"]]

# %% [markdown]
# To VADER each mention of the *Grey Sea Compact* and of an *Admiral* is a kind word. And
# among the words that our own list does not know are some that you might add (*consent*), and many that you
# would not (*grey*, *hand*).
#
# Look at how far the dots of one actor lie apart, then at the distances between the actors. Where the
# first is as large as the second, the scorer decides what you find. A mean near zero can be a calm speech
# or a quarrel of praise and blame; open the words:

# %%
seen = moods.kwic(measure="polarity", actor="Grey Sea Compact").lines
seen[["speaker", "left", "node", "right", "weight"]].head(12)

# %% [markdown]
# ## 6. Who evaluates whom?
#
# That an actor uses bad words says nothing about whom it means. `evaluations` looks for the target of each
# judgment, threat, accusation and demand: somebody named near by, or a thing that stands for somebody, as
# `actors.toml` lists them ("the base", "those kinds of threats"). Back to the five reports of the first
# lesson:

# %%
reports = rostra.attribute(rostra.load_corpus("../corpus/redzikowo"))
judged = rostra.evaluations(reports)
judged.frame.loc[judged.frame["hits"] > 0, ["actor", "measure", "item", "hits", "documents", "note"]]

# %%
ax = charts.evaluation_matrix(judged)
ax.set_title("Who evaluates whom at Redzikowo", loc="left", pad=12)
show(ax)

# %%
judged.kwic(actor="United States", measure="negative_evaluation")

# %% [markdown]
# A row without a target (`item`) is a judgment whose target the rules did not find. The counts are small,
# and the five reports repeat the same quotations: five reports of one sentence are one sentence reported
# five times. Which target a phrase has is decided by rules; check each cell that you want to quote. The
# README of the corpus shows a choice that you may make differently: is a judgment of the base one of the
# United States, of NATO, or of Poland?

# %% [markdown]
# ## 7. The verbs around the words
#
# *She said*, *she claimed*, *she insisted*: the verb is the reporter's, and it colours what we read.
# `stances` sorts the reporting verbs by class. Group them by outlet:

# %%
verbs = rostra.stances(statements, by="source")
used = verbs.frame["hits"] > 0
verbs.frame.loc[used, ["source", "item", "value", "hits", "exposure"]]

# %%
ax = charts.stance_bars(verbs)
ax.set_title("One outlet says, one insists, one doubts", loc="left", pad=12)
show(ax)

# %%
verbs.kwic(item="doubting").lines[["source", "actor", "left", "node", "right"]]

# %% [markdown]
# Here the outlet, not the actor, is what we learn about. Whoever takes the tone of a report for the tone of
# the speaker mixes the two; that is why measures of style read only the words in quotation marks.
#
# ## What this lesson does not show
#
# - Irony, metaphor beyond the list, threats in plain words.
# - Whether a scorer is *right*. For that you need sentences that people have coded, from your own kind of
#   text.
# - Single sentences. The scores are made for comparing many.
#
# ## Try it
#
# 1. Add "will be sorry" to a threat list of your own and measure it beside the one that ships. (Give it
#    another name.)
# 2. Score a paragraph with `rostra.polarity`, then turn its curly quotation marks into straight ones. Which
#    scorers change their mind?
# 3. Who doubts whom? Group `stances` by actor, for one outlet only: `corpus.where(source=...)`.
#
# Next: [04_reproducible_report](04_reproducible_report.ipynb).
