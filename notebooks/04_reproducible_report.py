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
# # A report that others can check
#
# A number in a paper is worth as much as the way back to the sentences behind it. In this lesson we put
# a small study on one page, with its evidence inside; we make sure that the same input gives the same
# page to the last byte; and we store the steps in between, so that somebody without our files can go on
# from there.

# %%
import hashlib
import tempfile
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt

import rostra
from rostra import charts


def show(ax):
    """Show a chart once, and say in words what it shows."""
    said = charts.alt_text(ax)
    display(ax.figure, metadata={"image/png": {"alt": said}})
    display(HTML(f"<details><summary>The chart in words</summary>{escape(said)}</details>"))
    plt.close(ax.figure)


# %% [markdown]
# Everything that this lesson writes goes into a folder of its own. For a page that you want to keep, put
# a path of yours instead.

# %%
folder = Path(tempfile.mkdtemp(prefix="rostra-"))
folder

# %% [markdown]
# ## 1. One question, a few numbers
#
# Who binds itself, and who makes demands of others, in the dispute over the strait?

# %%
corpus = rostra.load_corpus("../corpus/strait")
statements = rostra.attribute(corpus)
words = rostra.tokenize(statements)
rates = rostra.measure(words, ["commitment", "demand"], by="actor")
gaps = rostra.compare(words, ["commitment", "demand"], by="actor", target="Grey Sea Compact")
gaps

# %%
ax = charts.rates(rates)
ax.set_title("The Compact promises and demands", loc="left", pad=12)
show(ax)

# %% [markdown]
# ## 2. The page
#
# `report` takes a title and then anything worth showing, in the order of reading: strings are paragraphs,
# results become tables, charts become pictures with a table behind them, concordances become lines.
# A `Section` gives parts a heading. We put the whole study into one function, from the files to the page:
# what is done by hand between two cells cannot be repeated.

# %%
from rostra.reporting import Section


def study(source, *, seed=0):
    """Make the page from the files: everything that matters stands here."""
    corpus = rostra.load_corpus(source)
    words = rostra.tokenize(rostra.attribute(corpus))
    rates = rostra.measure(words, ["commitment", "demand"], by="actor", seed=seed)
    gaps = rostra.compare(words, ["commitment", "demand"], by="actor", target="Grey Sea Compact", seed=seed)
    ax = charts.rates(rates)
    ax.set_title("The Compact promises and demands", loc="left", pad=12)
    page = rostra.report(
        "Promises over a strait",
        "Invented reports, written for teaching. Who binds itself, and who makes demands?",
        Section("Rates", (ax, rates)),
        Section("The Compact against all others", (gaps,)),
        Section("Where it commits itself", (rates.kwic(actor="Grey Sea Compact", measure="commitment"),)),
    )
    plt.close(ax.figure)
    return page


page = study("../corpus/strait")
page

# %%
path = page.save(folder / "promises.html")
print(path, path.stat().st_size, "bytes")

# %% [markdown]
# Open the file in a browser. Click on a number: the sentences that were counted appear, with document,
# date and speaker. The page is one file, asks the network for nothing, and can be sent by mail or put beside
# a paper as an appendix.
#
# A page like this carries the sentences of your texts. Before you publish it, make sure that you may publish
# them.

# %% [markdown]
# ## 3. The same bytes
#
# Run the same study twice. If a single byte differs, something that should not matter does: the order of a
# dictionary, the clock, a random choice without a seed.

# %%
first = path.read_bytes()
second = study("../corpus/strait").save(folder / "second.html").read_bytes()
print(hashlib.sha256(first).hexdigest())
print(hashlib.sha256(second).hexdigest())
print("equal:", first == second)

# %% [markdown]
# Now change something that *should* matter, such as the seed of the permutations:

# %%
third = study("../corpus/strait", seed=1).save(folder / "third.html").read_bytes()
print("equal:", first == third)

# %% [markdown]
# ## 4. The standard page, and what it was made from
#
# `overview` asks the usual questions of any corpus and writes the answers down; it is what `python run.py
# report` makes. Its summary is made from the numbers. Of the five reports of lesson 1 it says:

# %%
base = rostra.load_corpus("../corpus/redzikowo")
standard = rostra.overview(base)
path = standard.save(folder / "redzikowo.html")
for finding in standard.findings:
    print("-", finding)

# %% [markdown]
# The sentences are as careful as the numbers are. Check one: find its number on the page, open it, read the
# lines.
#
# At its end the page has a *manifest*: what another person needs to make it again. The input files with
# their checksums, the versions of the libraries, the parameters. The checksums come from the corpus, which
# knows the files that it was read from:

# %%
files = pd.DataFrame(
    [(file.name, file.bytes, file.sha256) for file in base.inputs], columns=["file", "bytes", "sha256"]
)
files

# %%
all(checksum in standard.html for checksum in files["sha256"])

# %% [markdown]
# A checksum proves that two people had the same files. It does not prove that these were the right ones.
#
# Nobody compares checksums by hand. `verify` recomputes every number on a page, from the counts that it
# holds or from the texts:

# %%
print(rostra.verify(path, base))

# %% [markdown]
# Now somebody corrects one report, and softens it:

# %%
softened = base.documents.copy()
softened["text"] = softened["text"].mask(
    softened["doc_id"] == "redzikowo-b", softened["text"].str.replace("provocative", "unusual")
)
changed = rostra.verify(path, rostra.load_corpus(softened, actors=base.actors))
print(*changed.causes, sep="\n")
changed.frame.head(6)

# %% [markdown]
# The document is named, and with it each number that it moved; all others still hold.
#
# ### If the texts may not be shown
#
# Articles have owners. `text=False` makes the same page with places in the stead of sentences, and `bundle`
# an archive of the counts behind every number. Both can be published and verified; neither holds a
# sentence.

# %%
silent = rostra.overview(base, text=False)
silent.save(folder / "silent.html")
bundle = silent.bundle(folder / "redzikowo.zip")
print(rostra.verify(folder / "redzikowo.zip"))
print("a text in it:", any(text[200:240] in silent.html for text in base.documents["text"]))

# %% [markdown]
# ## 5. The steps in between
#
# Finding the statements is the step where most can be argued about, and where you may have corrected
# something by hand. Save it, and go on from the file. The texts are in it.

# %%
saved = statements.save(folder / "statements.jsonl")
again = rostra.Statements.load(saved)
again

# %%
again.frame.equals(statements.frame)

# %% [markdown]
# A result is saved with its hits and the texts they point into. Loaded elsewhere, it still opens its
# lines.

# %%
kept = rates.save(folder / "rates.json")
loaded = rostra.Result.load(kept)
loaded.kwic(actor="Grey Sea Compact", measure="demand")

# %%
print(loaded.about)
print(loaded.parameters)
loaded.frame.equals(rates.frame)

# %% [markdown]
# `about` and `parameters` are what a methods section needs: what was counted, in whose words, with which
# seed, and what was left out. Tables for other programs come from the frame: `rates.frame.to_csv(...)`.
#
# ## What this does not give you
#
# - Reproducible is not right. The same wrong number comes out every time, too.
# - Equal bytes are promised for equal versions of the libraries; `requirements.lock` holds them. Another
#   version of the drawing library may place a label elsewhere.
# - The files of section 5 hold the texts. If those may not be shared, share the page without text.
#
# ## Try it
#
# 1. Change one word in a copy of the corpus. Which checksums, which numbers change?
# 2. Add your own paragraph and a sentiment chart to the page.
# 3. Make the page of your own folder: `python run.py report PATH`.
#
# Next: [05_who_about_whom](05_who_about_whom.ipynb).
