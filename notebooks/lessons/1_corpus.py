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
# # Lesson 1: what a corpus is
#
# A *corpus* is a collection of texts with a purpose, and with a record of where each text comes from. In
# this lesson you open one, read in it, and find out what it can and cannot stand for. Run each cell with
# Shift+Enter.
#
# Our corpus tells of a quarrel over a strait. States, people and papers are invented, so that nobody is
# wronged.

# %%
from exercises import check

import rostra

corpus = rostra.load_corpus("../../corpus/strait")
corpus

# %% [markdown]
# ## 1. Read first
#
# Nothing replaces reading. Here is one of the texts, as published:

# %%
print(corpus.text("strait-015"))

# %% [markdown]
# ## 2. What we know of each text
#
# One row a document. Date, outlet (`source`), genre and title are its *metadata*: they stand in the head
# of each file and are not counted as text.

# %%
documents = corpus.documents
documents[["doc_id", "date", "source", "genre", "title", "copy_of"]].head(12)

# %% [markdown]
# Papers print what agencies send, sometimes with a line cut or added. Where a document repeats another,
# `copy_of` says which. `corpus.where(copy_of=None)` keeps the documents in which that field is empty.
#
# **Exercise 1.1.** How many documents does the corpus have if copies are left out? (`len(...)` counts.)

# %%
answer = ...
check("1.1", answer)

# %% [markdown]
# ## 3. Who speaks through it?
#
# A corpus stands for something: all reports of an affair, the speeches of a party, the letters of a
# village. It can do so badly. A look at outlets and genres shows what is in it, and how much:

# %%
originals = corpus.where(copy_of=None).documents
originals.groupby(["source", "genre"]).size().unstack(fill_value=0)

# %% [markdown]
# **Exercise 1.2.** Which share of the documents (without copies) comes from the Grey Sea Press Agency?
# Give a number between 0 and 1.

# %%
answer = ...
check("1.2", answer)

# %% [markdown]
# Briefings and statements reach us through the Agency, interviews through the papers. If you now compared
# the Agency with the papers, you would compare genres at the same time.
#
# ## 4. What could be wrong with it?
#
# An *audit* looks for what goes wrong later: missing dates, empty or doubled documents, another language,
# files that were not read.

# %%
rostra.audit(corpus)

# %% [markdown]
# `copy_of` is missing in most documents, and should be: they are no copies. This corpus is in good order.
# Five texts that are not:

# %%
dispatch = (
    "Brussels said on Monday that the port of Lind would close. “We hope to reopen it in May,” it added."
)
poor = [
    {"doc_id": "headline", "date": "2031-04-01", "text": "Port of Lind to close"},
    {"doc_id": "first", "date": "03/04/2031", "text": dispatch},
    {"doc_id": "again", "date": "2031-04-05", "text": dispatch},
    {"doc_id": "foreign", "date": "2031-04-06", "text": "Der Hafen von Lind wird am Montag geschlossen, "
     "sagte die Ministerin. Sie hoffe, dass er im Mai wieder öffnen könne, und bat um Geduld."},
    {"doc_id": "torn", "date": "2031-04-07", "text": "The mayor was cross. “Nobody asked us, and nobody will "
     "pay for the boats, the men and the ice, she said, and shut the door of the town hall behind her."},
]  # fmt: skip
rostra.audit(rostra.load_corpus(poor))

# %% [markdown]
# Read each line as a question to you. Was the headline a failed download? Is 03/04 in March or in April? Who
# is Brussels: Belgium, NATO or the European Union? Where does the quotation of the mayor end? The text that
# stands there twice would count twice. Nothing was changed or left out: that is for you to decide.
#
# What an audit cannot know is what you did not collect. And it cannot know that a text is about something
# else. This one is in the corpus as well:

# %%
print(corpus.text("strait-062")[:700])

# %% [markdown]
# A rowing race, full of attack and defence. A program that looks for words of conflict will find them
# here. You may leave it out, if you say so and why.
#
# ## What this lesson does not show
#
# How to collect a corpus. For that you need to know first what it should stand for, where those texts lie,
# and which of them you may use.
#
# ## Try it
#
# 1. `documents["date"]`: are there weeks without a text? Would that matter for your question?
# 2. Read two reports of the same day from two outlets. What is in one and not in the other?
# 3. What would this corpus have to hold, to stand for "what people in Tolmeny think"?
