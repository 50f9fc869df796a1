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
# # Who about whom: judgments with a source and a target
#
# "Accusations are frequent in this corpus" says little. Who accuses, and whom? In this lesson every
# judgment, threat, demand and promise gets a *source*, the actor who speaks, and, where the sentence names
# one, a *target*, the actor who is meant. We draw who evaluates whom, open each cell to its lines, hold
# the finds against two careful readings, and mend what the rules missed.
#
# It takes ten to fifteen minutes. First the five reports on a base in Poland, then the invented quarrel
# over a strait.

# %%
import tempfile
from html import escape
from pathlib import Path

import pandas as pd
from IPython.display import HTML, display
from matplotlib import pyplot as plt

import rostra
from rostra import charts

pd.set_option("display.max_columns", 30, "display.max_colwidth", 120)


def show(ax):
    """Show a chart once, and say in words what it shows."""
    said = charts.alt_text(ax)
    display(ax.figure, metadata={"image/png": {"alt": said}})
    display(HTML(f"<details><summary>The chart in words</summary>{escape(said)}</details>"))
    plt.close(ax.figure)


# %% [markdown]
# ## 1. A row is a cell: source, act, target
#
# `actor` is who speaks, `measure` what is done with words, `item` to whom. Where `item` is empty, the
# sentence names no other actor in a form that the rules know.

# %%
base = rostra.attribute(rostra.load_corpus("../corpus/redzikowo"))
judged = rostra.evaluations(base)
judged.frame[["actor", "measure", "item", "hits", "documents", "note"]]

# %%
acts = ["negative_evaluation", "accusation", "threat", "demand", "positive_evaluation", "commitment"]
ax = charts.evaluation_matrix(judged, measures=acts)
ax.set_title("Who acts on whom with words at Redzikowo", loc="left", pad=12)
show(ax)

# %% [markdown]
# ## 2. Every cell opens
#
# In the row of Russia, seven acts against the United States. Three of them are threats, says the table. Read
# them:

# %%
judged.kwic(actor="Russia", measure="threat", item="United States")

# %% [markdown]
# Nobody here names the United States. The threat is said *of the base*, and
# [actors.toml](../corpus/redzikowo/actors.toml) lists the base among the `things` of the United States.
# That is a decision, and one can decide otherwise: the base stands in Poland. So give it to Poland:

# %%
folder = Path(tempfile.mkdtemp())
registry = Path("../corpus/redzikowo/actors.toml").read_text(encoding="utf-8")
registry = registry.replace('"the base", ', "")
registry = registry.replace('["Polish", "Warsaw"]', '["Polish", "Warsaw"]\nthings = ["the base"]')
(folder / "actors.toml").write_text(registry, encoding="utf-8")
other = rostra.load_corpus("../corpus/redzikowo", actors=folder / "actors.toml")
decided = rostra.evaluations(rostra.attribute(other)).frame
decided.loc[decided["measure"] == "threat", ["actor", "measure", "item", "hits"]]

# %% [markdown]
# The same three sentences now threaten Poland. No statistic tells which is right; a sentence in your
# methods section does. And three reports of one sentence are one sentence reported three times.

# %% [markdown]
# ## 3. The strait
#
# Five actors, 65 documents. These are the cells that have a target:

# %%
statements = rostra.attribute(rostra.load_corpus("../corpus/strait"))
strait = rostra.evaluations(statements)
named = strait.frame[strait.frame["item"].notna()]
named[["actor", "measure", "item", "value", "low", "high", "hits"]].round(1)

# %%
ax = charts.evaluation_matrix(strait, measures=acts)
ax.set_title("Haldrava is in the middle of it", loc="left", pad=12)
show(ax)

# %% [markdown]
# Haldrava is accused by three actors and accuses one. Two cells stand out by their rate: Tolmeny accuses
# Haldrava, and the Compact makes demands of it. Before you print either, ask in how many documents the hits
# stand.

# %%
hits = strait.hits[strait.hits["target"].notna() & (strait.hits["weight"] != 0)]
hits.groupby(["actor", "measure", "target"]).agg(hits=("weight", "sum"), documents=("doc_id", "nunique"))

# %% [markdown]
# The demands come from as many documents as there are hits: the Compact makes them wherever it speaks. The
# accusations all come from one, the speech of a minister who resigned the next day. The interval knew it:
# it reaches from less than one to almost thirty. One cell is a habit, the other an event.

# %%
strait.kwic(actor="Tolmeny", measure="accusation")

# %% [markdown]
# Read the lines without a target as well. *I accuse him*, *he is guilty of*, *its levy is theft*: any
# reader knows who is meant. The rules link only what the form of the clause tells, and do not follow
# pronouns across sentences.

# %% [markdown]
# ## 4. How much is missed?
#
# 320 passages of this corpus were read twice, by a language model, which noted at whom each is aimed
# ([codes.jsonl](../corpus/strait/codes.jsonl)). Take the passages where they agree, and see what was found
# in them.

# %%
passages = pd.read_json("../corpus/strait/codes.jsonl", lines=True)


def found_in(passage):
    """What evaluations has between the first and the last character of a passage."""
    found = strait.hits
    inside = (found["start"] >= passage["start"]) & (found["end"] <= passage["end"])
    found = found[inside & (found["doc_id"] == passage["group"])]
    target = passage["first_target"][0] if passage["first_target"] else None
    if (found["target"] == target).any():
        return "this target"
    if found["target"].notna().any():
        return "another target"
    return "a word, but no target" if len(found) else "no word of the lists"


agreed = passages[passages["first_target"].notna() & (passages["first_target"] == passages["second_target"])]
agreed = agreed[[target[0] in set(statements.frame["actor"]) for target in agreed["first_target"]]]
agreed.apply(found_in, axis=1).value_counts()

# %%
unaimed = passages[passages["first_target"].isna() & passages["second_target"].isna()]
unaimed.apply(found_in, axis=1).value_counts()

# %% [markdown]
# So a link that is made is rarely wrong: in the passages that are aimed at nobody, none was made. But most
# of what readers see is missed. People accuse in plain words (*Tolmeny sits behind us both and eats*),
# which no list holds. **Use the table to find who is judged, and to read; never write that an actor does not
# judge another.** Comparisons between actors hold only if their style is missed equally often, and an actor
# who speaks plainly is missed more.

# %% [markdown]
# ## 5. What the rules gave to nobody
#
# A judgment needs a source, too. Which documents hold most words that are credited to no actor?

# %%
nobodys = statements.quotations[statements.quotations["actor"].isna()]
nobodys.assign(letters=nobodys["end"] - nobodys["start"]).groupby("doc_id")["letters"].sum().nlargest(3)

# %%
print(statements.corpus.text("strait-035")[:760])

# %% [markdown]
# The statement of a ministry, printed in full, and full of accusations. It belongs to Haldrava, as any
# reader sees from the first line; the rules found nobody beside a verb of speech, and left it to nobody
# rather than guess. You mend this in a sheet: `review` writes it, you fill it in with a spreadsheet
# ([how](../docs/corrections.md)), `load_corpus` reads it. Here a few lines of code stand in for the
# spreadsheet.

# %%
sheet = rostra.review(statements, folder / "sheet.csv")
rows = pd.read_csv(sheet, dtype=str, keep_default_na=False)
mine = (rows["doc_id"] == "strait-035") & (rows["actor"] == "") & (rows["kind"] == "direct")
rows.loc[mine, ["verdict", "new_actor"]] = ["wrong", "Haldrava"]
rows.to_csv(folder / "corrections.csv", index=False)
mended = rostra.attribute(rostra.load_corpus("../corpus/strait", corrections=folder / "corrections.csv"))
print(mended.about)

# %%
after = rostra.evaluations(mended).frame
both = strait.frame.merge(after, on=["actor", "measure", "item"], how="outer", suffixes=("", " after"))
both.loc[both["hits"] != both["hits after"], ["actor", "measure", "item", "hits", "hits after"]]

# %% [markdown]
# One document, mended, moves six cells of one actor. That is the size of the step between what the rules
# find and what is there; section 3 of the next lesson measures it on a random sample.

# %% [markdown]
# ## 6. Sentences of your own
#
# If you have sentences in which two names are marked already, `relation` says who is for or against whom:
# 1 and 2 are friendly (first to second, second to first), 3 and 4 unfriendly, 0 neither.

# %%
texts = [
    "Norland condemned Sudland for the attack.",
    "Norland thanked Sudland for its help.",
    "Norland was condemned by Sudland.",
    "Norland met Sudland on Monday.",
]
first = [(text.index("Norland"), text.index("Norland") + 7) for text in texts]
second = [(text.index("Sudland"), text.index("Sudland") + 7) for text in texts]
rostra.relation(texts, first, second).assign(text=texts)

# %% [markdown]
# ## What this lesson does not show
#
# - Whether a judgment is deserved, or who began.
# - Judgments of persons who belong to no actor, and those in pictures, irony and questions.
# - What an actor thinks. It shows what papers print of what it says.
#
# ## Try it
#
# 1. Draw `charts.evaluation_network(judged)`. It knows only good and bad. What is lost?
# 2. `hits["link"]` says which form joins a hit and its target. Which form is the most common here?
# 3. Leave the copies out, `corpus.where(copy_of=None)`. Does a cell change?
# 4. Read the *negative evaluations* of Tolmeny. How many would you let stand?
#
# Next: [06_your_own_corpus](06_your_own_corpus.ipynb).
