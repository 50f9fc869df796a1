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
# # Lesson 6: who is speaking?
#
# A news report is made of many voices. Before you count what an actor says, somebody must decide which
# words are the actor's. *Attribution* does that by rules, and rules err. In this lesson: what attribution
# finds, what it shows about the papers, and how often it is wrong.

# %%
import tempfile
import warnings
from pathlib import Path

import pandas as pd
from exercises import check, show

import rostra
from rostra import charts

pd.set_option("display.max_colwidth", 100)

corpus = rostra.load_corpus("../../corpus/strait")
statements = rostra.attribute(corpus)
statements

# %% [markdown]
# ## 1. Four forms
#
# A dispatch of the agency, cut into statements:

# %%
quotations = statements.quotations
quotations = quotations.assign(words=[statements.text(i) for i in quotations["statement_id"]])
one = quotations["doc_id"] == "strait-005"
quotations.loc[one, ["kind", "speaker", "actor", "cue", "words"]]

# %% [markdown]
# - *direct*: all of it in quotation marks. These are the speaker's words.
# - *indirect*: the reporter's wording of what was said.
# - *mixed*: partly one, partly the other.
# - *speech*: a turn of an interview, a briefing, or a statement printed in full.
#
# `cue` is the word that gives the statement away. `speaker` is the person, `actor` the side for which the
# person speaks.

# %% [markdown]
# ## 2. Who may speak?
#
# Let us look at one paper, The Merrowick Ledger, and count words by actor and form.

# %%
ledger = rostra.attribute(corpus.where(source="The Merrowick Ledger"))
voice = rostra.share_of_voice(ledger)
voice.frame[["actor", "item", "hits", "exposure", "value"]]

# %%
ax = charts.voice(voice)
ax.set_title("Who speaks in The Merrowick Ledger, and how", loc="left", pad=28)
show(ax)

# %% [markdown]
# `hits` are words, `exposure` all words of the paper, `value` the share.
#
# **Exercise 6.1.** Of the words that the Ledger gives to Haldrava, which share stands in direct quotation?

# %%
answer = ...
check("6.1", answer)

# %% [markdown]
# Compare it with Corsandia's. The paper comes from Corsandia's capital.
#
# What if we skipped all this, and took each document as the words of its paper?

# %%
unasked = rostra.attribute(corpus.where(source="The Merrowick Ledger"), actor="source")
rostra.share_of_voice(unasked).frame[["actor", "item", "value", "low", "high", "note"]]

# %% [markdown]
# Then the Ledger says everything, in each document, and nothing is left to be unsure of. That is no result,
# and the `note` says so.
#
# ## 3. Who is left over?
#
# Not every statement belongs to an actor. Rostra leaves the field empty when it does not know, and never
# guesses one to fill it.

# %%
print(statements.coverage)
left_over = quotations[quotations["actor"].isna()]
left_over[["doc_id", "speaker", "words"]].sample(10, random_state=6)

# %% [markdown]
# **Exercise 6.2.** How many statements in `quotations` have no actor?

# %%
answer = ...
check("6.2", answer)

# %% [markdown]
# Some of these people truly speak for nobody: a lecturer, a captain, a pilot's mother. Others were missed.
# To know how many, somebody has to read.
#
# ## 4. Held against a reader
#
# In 26 documents a person marked every statement and its speaker, without looking at what the rules find.
# The row below compares the two: `gold` is what the person marked, `found` what the rules found, `right`
# where both have the same words *and* the same speaker.

# %%
gold = rostra.read_gold("../../corpus/strait/gold.jsonl")
figures = rostra.evaluate_statements(gold, statements).frame
both = figures[(figures["measure"] == "span_and_speaker")]
both[["item", "gold", "found", "right"]]

# %% [markdown]
# The first row is all forms together. *Precision* is the share of what was found that is right. *Recall*
# is the share of what is there that was found and is right.
#
# **Exercise 6.3.** What is the recall for all forms together?

# %%
answer = ...
check("6.3", answer)

# %% [markdown]
# Look at the other rows: quotation marks are easy to find, indirect speech is hard. An actor whom a paper
# only paraphrases is therefore missed more often. That bends a comparison, and more documents do not mend
# it.
#
# Do you have no such marks? Then judge a random sample of what was found, in a spreadsheet. Here are the
# first six rows of such a sheet, all judged as right.

# %%
folder = Path(tempfile.mkdtemp())
sheet = pd.read_csv(rostra.review(statements, folder / "sheet.csv", sample=6, seed=6), dtype=str)
sheet.assign(verdict="ok").to_csv(folder / "judged.csv", index=False)
judged = rostra.attribute(rostra.load_corpus("../../corpus/strait", corrections=folder / "judged.csv"))
rostra.error_rates(judged)

# %% [markdown]
# Six of six, and no rate: *fewer than 10 judged*. With ten the interval still reaches to 28%; a hundred are
# a start. A sheet also knows the text that was judged. If the paper changes it afterwards, you are told:

# %%
edited = corpus.documents.assign(text=corpus.documents["text"].str.replace("said", "wrote"))
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    rostra.attribute(rostra.load_corpus(edited, corrections=folder / "judged.csv"))
print(said[0].message)

# %% [markdown]
# ## 5. Whom is it about?
#
# Whose words they are is half of it. Whom a judgment is aimed at is harder still:

# %%
judgments = rostra.evaluations(statements).frame
judgments.groupby("note")["hits"].sum()

# %% [markdown]
# Most judgments name nobody whom the rules can find. They are in the table, without a target, and are not
# lost.
#
# ## What this lesson does not show
#
# Whether the selection is fair. Attribution says whose words a paper prints; it cannot know what was said
# and not printed.
#
# ## Try it
#
# 1. Draw the same chart for The Arvesk Courier. Who may speak there?
# 2. `rostra.share_of_voice(statements)`: in which form does the Shipping League appear?
# 3. Sort `quotations` by `confidence` and read the ten lowest. How many would you have given to somebody
#    else?
