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
# # Comparing actors: do they talk differently, and how sure are we?
#
# Five parties quarrel over a strait. Do they quarrel in different words? We compare their vocabulary,
# then the rates of a few rhetorical devices, and each time we ask how much of the difference could be
# chance.
#
# The countries, people and papers of `corpus/strait` are invented, and the differences between the
# parties were planned ([its README](../corpus/strait/README.md) tells the plan). That makes it a good
# place to practise: you can check what a measure finds against what there is. Do not read the plan yet.

# %%
from html import escape

import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt

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
words

# %% [markdown]
# ## 1. Which words?
#
# First the plain list: the words that each actor uses most. Function words (*the*, *of*) are left out
# of the list, but they stay in the number of words (`exposure`).

# %%
rostra.frequencies(words, by="actor", min_count=8, stop_words=False)

# %%
rostra.ngrams(words, 2, min_count=12, stop_words=False)

# %% [markdown]
# Most pairs are names and offices: frequent words tell the topic, not how somebody speaks. (One pair is the
# habit of an outlet. Which?) And the lists are short: most words are rare. Everybody in this dispute speaks
# of ships. *Keyness* asks what one actor uses more than the others do.

# %%
key = rostra.keyness(words, by="actor", target="Corsandia", min_count=4, stop_words=False)
columns = ["item", "value", "low", "high", "target_hits", "reference_hits", "p_adjusted", "note"]
key.frame[columns].head(8)

# %% [markdown]
# `value` is the *log ratio*: 1 means that the word's rate is twice as high as among the others, 2 four
# times, -1 half. `low` and `high` are the ends of a 95% interval. Two questions for each row:
#
# - Does the interval leave zero out? If not, the sign of the difference is uncertain.
# - On how many hits does it rest? A word that occurs only in the target has an enormous ratio, even if
#   it occurs four times.

# %%
ax = charts.keyness_bars(key, words=6)
ax.set_title("Corsandia speaks the language of law", loc="left", pad=12)
show(ax)

# %% [markdown]
# A key word is the beginning of a reading, not the end. In which company does *convention* stand?
# Collocates are words that occur near it more often than their frequency explains.

# %%
rostra.collocates(words, "convention", window=4, min_count=2)

# %%
rostra.kwic(words, "convention", by="actor")

# %% [markdown]
# Near one word is one question. Which words belong together anywhere? *Collocations* are pairs that stand
# side by side far more often than their frequencies explain: names, offices, fixed phrases.

# %%
rostra.collocations(words, min_count=6, stop_words=False)

# %% [markdown]
# A frequency says how often, not how evenly. *Dispersion* does: `range` counts the documents with the word,
# `dp_norm` runs from 0 (everywhere alike) to 1 (all in one place). A frequent word that sits in two
# documents tells of these two, not of the corpus.

# %%
rostra.dispersion(words, ["pilot", "boat", "convention"], measures=["range", "dp_norm"])

# %% [markdown]
# ### The whole vocabulary
#
# How varied are the words of each actor? The share of different words (`ttr`) falls with the length of the
# text, so it mostly tells who was quoted least: its `note` says so. `mtld` hardly depends on length.

# %%
rostra.diversity(words, by="actor", measures=["ttr", "mtld"])

# %% [markdown]
# How hard are the papers to read? Short sentences of short words are easy (a Reading Ease near 100). Nothing
# else is in these scores: whether a text is clear, they cannot know.

# %%
rostra.readability(words, by="source", measures=["sentence_length", "flesch"])

# %% [markdown]
# How alike are the words of two actors? And can they be put on one line by their words alone? `similarity`
# compares the shares of all words, *Wordfish* looks for the one dimension that parts them most. Which
# dimension that is, you must read from the words: here it is law against shipping, not for or against a
# levy.

# %%
rostra.similarity(words, by="actor")

# %%
rostra.scale(words, "wordfish", by="actor", min_count=3, min_groups=2, stop_words=False)

# %% [markdown]
# Now we know what is meant, and by whom. What keyness does not show: words that all actors share, and
# the same idea in other words. For that we need lists.

# %% [markdown]
# ## 2. Which devices?
#
# A *measure* counts the entries of a lexicon: words and phrases for hedging, for threats, for reasons of
# law, for commitments. The rate is hits per 1,000 words of the actor.

# %%
devices = ["hedging", "threat", "legitimation", "commitment"]
rates = rostra.measure(words, devices, by="actor")
rates

# %% [markdown]
# Every row says what it rests on: `hits`, `exposure` (words of the actor in the scope of the measure)
# and `documents`. Hedging is a matter of style, so only the actor's own words in quotation marks and
# speeches count; a threat can also be reported in indirect speech, so its exposure is larger.
#
# The sentence below the table says what was left out. Read it before you quote a number.

# %%
ax = charts.rates(rates)
ax.set_title("Each actor has a device of its own", loc="left", pad=12)
show(ax)

# %% [markdown]
# ## 3. How sure?
#
# The intervals come from how much documents differ: how would the rate move if other documents of the same
# kind had been collected? Documents, not sentences, because the sentences of one briefing resemble each
# other. Rostra gives no interval in two cases, and a `note` says which:
#
# - *fewer than 8 documents*: too few to say how documents differ;
# - *no hits*: a bar at zero that never moves would look like certainty.
#
# Below `min_words` there is no rate either. Ask by speaker instead of actor, and most speakers have too
# little text:

# %%
by_speaker = rostra.measure(words, "hedging", by="speaker")
by_speaker.frame["note"].value_counts()

# %% [markdown]
# That is not a defect of the program. A few sentences of one person are no basis for "she hedges". The
# hits are still there, and you can read them. Here are the speakers with hits and no rate:

# %%
short = by_speaker.frame[by_speaker.frame["value"].isna() & (by_speaker.frame["hits"] > 0)]
by_speaker.kwic(speaker=list(short["speaker"]))

# %% [markdown]
# One person may stand here under two spellings: a speaker is a name in a text, an actor is who the name
# is credited to. Most questions are about actors.
#
# A rate also hides in how many documents its hits stand:

# %%
spread = rates.hits[rates.hits["actor"] == "Tolmeny"]
spread.groupby(["measure", "doc_id"]).size()

# %% [markdown]
# Where most of the hits come from one interview and one briefing, the number describes these two at least as
# much as the actor.

# %% [markdown]
# ## 4. The difference
#
# To say that one actor does something *more* than another, compare them; two intervals side by side do
# not answer that. Without further arguments each actor is compared with all others together.

# %%
gaps = rostra.compare(words, devices, by="actor")
gaps

# %%
ax = charts.differences(gaps, largest=8)
ax.set_title("The clearest differences", loc="left", pad=22)
show(ax)

# %% [markdown]
# `value` is the target's rate minus the reference's. `p` answers: if the labels of the speakers meant
# nothing, how often would a difference of this size come about by exchanging them? `p_adjusted` takes
# into account that we asked many questions at once. Report that one, and the interval.
#
# The two need not agree. The interval asks how the difference would vary between collections of
# documents, `p` whether the labels matter. When one says "clear" and the other does not, or when one side
# has no hits at all, the honest sentence is: here is a difference to look into.
#
# The `verdict` is *more* or *less* only where both agree, and *too little* where there is not enough to say
# either. Where one side has no hit at all there is no interval, and the adjusted p decides alone.
#
# Two actors can be named directly, or each against each other one. `ratio` says the size as a multiple,
# which is easier to print: Tolmeny hedges many times as often as each of the three, and hardly less than
# one and a half times.

# %%
columns = [
    "target",
    "reference",
    "measure",
    "value",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p_adjusted",
    "verdict",
]
rostra.compare(words, "hedging", by="actor", target="Tolmeny", against="each").frame[columns]

# %% [markdown]
# ### Is it the actor, or the genre?
#
# Tolmeny gives interviews, where one hedges; others issue statements. `adjust` compares like with like:
# within each genre, and then together. What is left would be there if all had spoken in the same genres.

# %%
rostra.compare(words, devices, by="actor", target="Tolmeny", adjust="genre").frame[columns]

# %% [markdown]
# Here the hedging stays. It need not: in [lesson 6](06_your_own_corpus.ipynb) a difference that looked clear
# goes this way. Try `adjust="source"` as well.
#
# ### Does it hang on a choice?
#
# A difference can hang on a choice that nobody noticed: this word list, that one loud document.
# `robustness` makes the comparison again in every other way, and leaves out each document in turn. On the
# first row stands the verdict; the documents that matter most come first.

# %%
held = rostra.robustness(words, ["hedging", "vagueness"], target="Tolmeny")
held.frame[["check", "item", "value", "low", "high", "ratio", "same_sign", "share_kept", "verdict"]].head(12)

# %%
print(held.about)

# %% [markdown]
# Now open the README of the corpus and compare the plan with what you found. Which planned difference
# stayed invisible, and why?

# %% [markdown]
# ## 5. Over time
#
# The README also says that one actor changes its tone. With `over="month"`, each month is measured by
# itself.

# %%
monthly = rostra.measure(words, ["threat"], by="actor", over="month", min_words=80)
ax = charts.timeline(monthly, measure="threat")
ax.set_title("Threats by month", loc="left", pad=12)
show(ax)

# %% [markdown]
# A month without enough words of an actor has no dot. A handful of hits over three months is a thin line to
# draw; the chart shows where to read, not a trend. (The README counts many more threats than the list
# knows.) Is Haldrava *more* threatening than the others, month by month? `compare` takes `over`, too:

# %%
by_month = rostra.compare(words, ["threat", "accusation"], target="Haldrava", over="month", min_words=80)
by_month.frame[["period", "measure", "value", "low", "high", "p_adjusted", "verdict", "note"]]

# %% [markdown]
# Six questions, no clear answer: cut into months, this corpus is too small for it. The honest report gives
# the three months together, and the months as a picture.
#
# ## What this lesson does not show
#
# - The measures are word lists. A threat in other words is missed, a list word in another sense is
#   counted. Open the hits (`rates.kwic(actor=..., measure=...)`) before you believe a rate.
# - A `status` of *exploratory* says that of the hits of a measure that were read too few were right, or that
#   none were read yet ([how many](../docs/measures.md#precision-of-the-rhetoric-measures)).
# - Differences between actors can be differences between genres: one actor gives briefings, another is
#   quoted in news reports. Compare like with like (`corpus.where(genre="briefing transcript")`).
# - A small p is no large difference, and a large p is no proof that there is none.
#
# ## Try it
#
# 1. Compare the outlets instead of the actors: `by="source"`.
# 2. Set `min_words=20` in section 3. Which speaker hedges most now? Would you print it?
# 3. `cluster="source"` takes the reports of an outlet as one. What becomes of the intervals, and why?
# 4. One dispatch was printed three times. Compare *affect* of the Compact and Corsandia, then again with
#    `corpus.where(copy_of=None)`.
# 5. Tolmeny accuses more than the Compact. In how many documents?
#
# Next: [03_rhetoric_and_sentiment](03_rhetoric_and_sentiment.ipynb).
