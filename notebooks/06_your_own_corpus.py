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
# # Your own corpus: from a folder of articles to a comparison
#
# You have a folder of articles, or a table of speeches. In this lesson it becomes a corpus whose numbers you
# can defend: load it, see what went wrong, say who belongs to whom, measure how often the attribution errs,
# compare, try to break the comparison, and write a page that others can check.
#
# It takes fifteen minutes. A folder is made for you, to practise on: 26 texts of the invented quarrel over a
# strait, chosen because a person has marked in them who says what. Three files are added that should not be
# there.

# %%
import json
import shutil
import tempfile
import warnings
from html import escape
from pathlib import Path

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
strait = Path("../corpus/strait")
lines = (strait / "gold.jsonl").read_text(encoding="utf-8").splitlines()
key = {text["doc_id"]: text["quotes"] for text in map(json.loads, lines)}
work = Path(tempfile.mkdtemp())
folder = work / "my_texts"
folder.mkdir()
for name in key:
    shutil.copy(strait / "documents" / f"{name}.md", folder)
shutil.copy(folder / "strait-021.md", folder / "strait-021 (copy).md")
(folder / "minutes.docx").write_bytes(b"PK torn off in a download")
(folder / "budget.xlsx").write_bytes(b"PK a table of numbers")

# %% [markdown]
# ## 1. Load it, and see what went wrong
#
# Text, Markdown, HTML, Word and PDF files are documents. Nothing is dropped in silence: what cannot be read
# is named, with the reason.

# %%
corpus = rostra.load_corpus(folder)
rostra.audit(corpus)

# %% [markdown]
# Four things to look at, in any corpus of your own:
#
# - *Left out*: is there a file among them that you need? Save it anew, or as text.
# - *Same text*: which of the two stays? Here the copy goes. (Papers print the same dispatch, too; then decide
#   as in lesson 2 of the [course](lessons/2_counting_and_rates.ipynb).)
# - *Missing metadata*: without dates no timeline, without `source` no like with like.
#   Put them at the head of each file, or keep the texts in a table.
# - *Another language*: little is found in it.

# %%
twice = rostra.find_copies(corpus)
twice[twice.notna()]

# %%
(folder / "strait-021 (copy).md").unlink()
corpus = rostra.load_corpus(folder)
statements = rostra.attribute(corpus)
print(statements.about)

# %% [markdown]
# ## 2. Who is who?
#
# Hardly anything is credited: the rules found who speaks, but not for which side. Rostra knows states and
# large organisations, and these states are invented. In your corpus it will be ministers and parties. So:
# who is heard?

# %%
rostra.list_speakers(statements).head(12)

# %% [markdown]
# Look at the column `actor`. It is empty for nearly everybody, and once it is *wrong*: "Secretary-General"
# is an office of the United Nations, if nobody says otherwise. Only you can say otherwise, in a file
# `actors.toml` beside the texts. `draft_actors` writes the first one: each named speaker without an actor.

# %%
draft = rostra.draft_actors(statements)
print(draft[:1100])

# %% [markdown]
# Now comes the work that no program can do for you: who speaks for whom, and from when to when? Group the
# people, delete who is of no interest. For this folder it has been done: we take the
# [actors.toml](../corpus/strait/actors.toml) of the strait.

# %%
shutil.copy(strait / "actors.toml", folder)
corpus = rostra.load_corpus(folder)
statements = rostra.attribute(corpus)
print(statements.about)

# %%
voice = rostra.share_of_voice(statements)
ax = charts.voice(voice)
ax.set_title("Who gets how much of the text", loc="left", pad=28)
show(ax)

# %% [markdown]
# ## 3. How often is the attribution wrong?
#
# Read before you count. `review` writes a sheet with a random sample; you say of each row whether it is
# right ([how](../docs/corrections.md)). A hundred rows take about an hour, and answer the first question of
# every referee. Here the person's marks play the reader, so that you see what a filled sheet looks like.

# %%
sheet = rostra.review(statements, work / "sample.csv", sample=100, seed=1)
rows = pd.read_csv(sheet, dtype=str, keep_default_na=False)


def judge(row):
    """What the reader would say: the verdict, and the right actor where it is wrong."""

    def shared(mark):
        return min(mark["end"], int(row["end"])) - max(mark["start"], int(row["start"]))

    mark = max(key[row["doc_id"]], key=shared, default=None)
    if mark is None or shared(mark) <= 0:
        return "remove", ""
    actor = mark.get("actor") or ""
    return ("ok", "") if actor == row["actor"] else ("wrong", actor or "NA")


rows[["verdict", "new_actor"]] = [judge(row) for _, row in rows.iterrows()]
rows.to_csv(folder / "corrections.csv", index=False)
rows.loc[rows["verdict"] != "ok", ["words", "speaker", "actor", "verdict", "new_actor"]]

# %%
statements = rostra.attribute(rostra.load_corpus(folder))
errors = rostra.error_rates(statements)
errors

# %% [markdown]
# Three things follow. The corrections are in every number from now on. You have a sentence for your methods
# section. And you know in which direction the errors lie: nearly all of them are people whom the rules
# credit to nobody (*several officials*, *the cabinet's spokesman*). Something is missing on each side, and
# nothing in the sample was given to the wrong one.

# %% [markdown]
# ## 4. The first comparison
#
# Does the Compact speak otherwise than the others? Decide what you count before you count it.

# %%
words = rostra.tokenize(statements)
devices = ["hedging", "commitment", "demand", "threat"]
columns = ["measure", "target_value", "reference_value", "value", "low", "high", "verdict", "note"]
gaps = rostra.compare(
    words, devices, target="Grey Sea Compact", errors=rostra.error_rates(statements, by="actor")
)
gaps.frame[columns]

# %%
ax = charts.differences(gaps)
ax.set_title("The Compact promises and demands more", loc="left", pad=22)
show(ax)

# %% [markdown]
# `errors=` makes the intervals wider by what wrong attribution may do, as far as the sample tells. Run it
# without, and see how much: the more you judge, the less it costs. Where neither side has a hit there is
# nothing to compare, and the `verdict` says *too little*: not "no difference".

# %% [markdown]
# ## 5. Try to break it
#
# The Compact speaks in briefings, where one promises; others are quoted in reports. Is it the genre? With
# `adjust`, like is compared with like. And does one document carry it?

# %%
rostra.compare(words, devices, target="Grey Sea Compact", adjust="genre").frame[columns]

# %%
for device in ("commitment", "demand"):
    held = rostra.robustness(words, device, target="Grey Sea Compact").frame
    documents = held[held["check"] == "document"]
    without = f"{documents['value'].min():.1f} to {documents['value'].max():.1f}"
    print(f"{device}: {held['verdict'].iloc[0]}; {without} without any one document")

# %% [markdown]
# Neither hangs on one document, and both stand in either comparison: it is not the genre. Had the data no
# longer settled it once each genre is compared with itself, that would belong into your text, next to the
# number. Read the lines, too:

# %%
lines = gaps.kwic(measure="demand").lines
lines[lines["actor"] == "Grey Sea Compact"].sample(8, random_state=1)[["speaker", "left", "node", "right"]]

# %% [markdown]
# ## 6. A page, and whether it still holds
#
# `overview` writes the standard page with all its evidence. `verify` recomputes its numbers: from the counts
# on the page, or, given the texts, from the beginning. When a paper corrects an article next month, you will
# know which of your numbers move.

# %%
page = rostra.overview(rostra.load_corpus(folder), title="The strait, 26 texts").save(work / "page.html")
print(rostra.verify(page))

# %%
text = (folder / "strait-040.md").read_text(encoding="utf-8")
(folder / "strait-040.md").write_text(text.replace("must", "might"), encoding="utf-8")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    changed = rostra.verify(page, rostra.load_corpus(folder))
print(*changed.causes, *{str(warning.message) for warning in said}, sep="\n")
changed.frame.head(8)

# %% [markdown]
# The page names the document and each number that it moved. And two rows of the sheet of corrections spoke
# of the text as it was: they are not applied any more, and you are told.

# %% [markdown]
# ## 7. If you have a table of speeches
#
# Then each row is one speech, a column says whose, and no quotation has to be found: nothing in section 3
# can go wrong. `actor=` names that column.

# %%
table = work / "speeches.csv"
table.write_text(
    "id,date,party,text\n"
    "1,2031-03-04,Harbour Party,We ask for caution. Perhaps it may take some time.\n"
    "2,2031-03-05,Free Coast,The treaty is clear. Article 9 forbids a charge on passage.\n"
    "3,2031-03-06,Free Coast,\n",
    encoding="utf-8",
)
speeches = rostra.load_corpus(table)
print(rostra.audit(speeches))
rostra.measure(rostra.tokenize(rostra.attribute(speeches, actor="party")), "hedging", by="party")

# %% [markdown]
# Two short speeches are too little text for a rate, and the table says so. The third is empty, and the audit
# says that.
#
# ## What this lesson does not show
#
# - Whether your folder stands for what you write about. That was decided when you collected it.
# - What the rules missed: the sample holds only what they found. Read some texts in full.
# - Whether a list counts what you mean by it. `rostra.evaluate_measure` tells you, with coded passages.
#
# ## Try it
#
# 1. Put `folder = Path("where/my/articles/are")` in the place of the second cell, and run sections 1 and 2
#    without the cells that copy or delete a file.
# 2. Judge fifty rows of your own sample with a spreadsheet. How wide is the interval of your error?
# 3. The same on the command line: `rostra audit`, `rostra actors`, `rostra statements --review`,
#    `rostra compare`, `rostra report`.
