"""One piece of work of one program: `python benchmarks/works.py PROGRAM WORK DOCUMENTS.jsonl FOLDER`.

Run by `peers.py`, each in a process of its own, so that nobody's memory or warm caches help another. Prints
a line of JSON: `seconds` and `cpu` (medians of the runs), `peak_mb`, and `answer`, a number by which the
programs can be held against each other. What has to be ready before (an index, a matrix, a list of tokens) is
made outside the time. `DOCUMENTS.jsonl` is what `corpora.py` writes.
"""

from __future__ import annotations

import csv
import json
import random
import re
import resource
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORD, PHRASE = "necessity", "united states"
LINES = 100
ENTRIES = 3000
SENTENCES = 20_000  # of them the scorers of sentiment are timed on
Work = Callable[[], Any]


def documents(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def group_of(rows: list[dict[str, Any]]) -> str:
    """The column by which words are counted."""
    return "president" if "president" in rows[0] else "actor"


def timed(
    work: Work, runs: int, *, warm: bool = True, before: Callable[[], object] | None = None
) -> dict[str, Any]:
    answer = work() if warm else None
    seconds, cpu = [], []
    for _ in range(runs):
        if before is not None:
            before()  # outside the time
        began, began_cpu = time.perf_counter(), time.process_time()
        answer = work()
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": statistics.median(seconds),
        "cpu": statistics.median(cpu),
        "peak_mb": peak,
        "answer": answer,
    }


def lexicon_entries(path: Path, seed: int = 0) -> list[str]:
    """Words, beginnings of words with a star, and phrases, drawn from the texts."""
    random_ = random.Random(seed)
    words = re.findall(r"[a-z]+", " ".join(row["text"] for row in documents(path)[:200]).lower())
    long = [word for word in words if len(word) > 3]
    entries: dict[str, None] = {}
    while len(entries) < ENTRIES:
        kind = random_.random()
        if kind < 0.5:
            entries[random_.choice(long)] = None
        elif kind < 0.75:
            entries[f"{random_.choice(long)[:6]}*"] = None
        else:
            first = random_.randrange(len(words) - 3)
            entries[" ".join(words[first : first + random_.choice((2, 3))])] = None
    return list(entries)


# Rostra -----------------------------------------------------------------------------------------------------


def rostra_tokens(path: Path, folder: Path) -> Any:
    import rostra
    from rostra.index.building import build_index

    target = folder / "rostra-index"
    if not target.exists():
        build_index(path.parent, target, sentences=True)
    return rostra.tokenize(rostra.load_corpus(target))


def rostra_build(path: Path, folder: Path) -> dict[str, Any]:
    from rostra.index.building import build_index

    tiny = folder / "tiny"
    tiny.mkdir(exist_ok=True)
    (tiny / "a.txt").write_text("No war. No peace, no war.", encoding="utf-8")
    shutil.rmtree(folder / "tiny-index", ignore_errors=True)
    build_index(tiny, folder / "tiny-index")  # the kernels are loaded before

    def work() -> int:
        built = build_index(path.parent, folder / "built", sentences=False)
        return int(built.store.manifest["tokens"])

    return timed(work, 3, warm=False, before=lambda: shutil.rmtree(folder / "built", ignore_errors=True))


def rostra_counts(path: Path, folder: Path) -> dict[str, Any]:
    from rostra.index.word_counts import count_words

    tokens = rostra_tokens(path, folder)
    by = group_of(documents(path)[:1])
    count_words(tokens, None)  # by document, as the matrix of scikit-learn

    def work() -> int:
        tokens._cache.pop(("words", by), None)  # what was answered before is kept otherwise
        counted = count_words(tokens, by)
        return int(sum(counted.of(place).hits.sum() for place in range(len(counted.names))))

    return timed(work, 5)


def rostra_kwic(path: Path, folder: Path, query: str, limit: int | None) -> dict[str, Any]:
    import rostra

    tokens = rostra_tokens(path, folder)
    return timed(lambda: len(rostra.kwic(tokens, query, limit=limit).lines), 9)


def rostra_keyness(path: Path, folder: Path) -> dict[str, Any]:
    import rostra

    tokens = rostra_tokens(path, folder)
    by = group_of(documents(path)[:1])
    target = tokens.corpus.documents[by].value_counts().index[0]
    return timed(lambda: len(rostra.keyness(tokens, by=by, target=target, min_count=1).frame), 9)


def rostra_pairs(path: Path, folder: Path) -> dict[str, Any]:
    from rostra.measures.collocation.counts import count_pairs

    tokens = rostra_tokens(path, folder)
    return timed(lambda: len(count_pairs(tokens, None)[0].hits), 3)


def rostra_collocations(path: Path, folder: Path) -> dict[str, Any]:
    import rostra

    tokens = rostra_tokens(path, folder)
    return timed(lambda: len(rostra.collocations(tokens, measure="log_likelihood", min_count=5).frame), 3)


def rostra_lexicon(path: Path, folder: Path) -> dict[str, Any]:
    import rostra
    from rostra.lexicon import Category, Lexicon, parse_entry

    tokens = rostra_tokens(path, folder)
    by = group_of(documents(path)[:1])
    entries = tuple(parse_entry(entry) for entry in lexicon_entries(path))
    lexicon = Lexicon(
        *("drawn", "Drawn", "", "", "", "MIT", "0", "en", "style", "keep", "exploratory"),
        categories=(Category("all", entries),),
    )

    def work() -> int:
        tokens._cache.pop(("hits", lexicon), None)  # what was found before is kept otherwise
        return int(rostra.measure(tokens, lexicon, by=by, n_boot=0).frame["hits"].sum())

    return timed(work, 3)


def rostra_sentiment(path: Path, folder: Path) -> dict[str, Any]:
    from rostra.measures.sentiment import polarity

    texts = sentences(path)
    return timed(lambda: len(polarity(texts)), 5)


def rostra_raw_sentiment(path: Path, folder: Path) -> dict[str, Any]:
    from rostra.index.sentences import sentences_of
    from rostra.measures.sentiment import polarity

    texts = raw_texts(path)
    return timed(lambda: len(polarity(sentences_of(texts)[0])), 5)


# Peers ------------------------------------------------------------------------------------------------------


def nltk_words(path: Path) -> list[tuple[str, list[str]]]:
    """What `nltk.word_tokenize` does: sentences by Punkt, then words."""
    from nltk.tokenize import NLTKWordTokenizer

    sentences, words = punkt(), NLTKWordTokenizer().tokenize
    rows = documents(path)
    by = group_of(rows)
    return [
        (row[by], [word.lower() for sentence in sentences(row["text"]) for word in words(sentence)])
        for row in rows
    ]


def nltk_ready(path: Path, folder: Path) -> list[tuple[str, list[str]]]:
    """The same, cut once for all works but the build."""
    kept = folder / "nltk-words.json"
    if not kept.exists():
        kept.write_text(json.dumps(nltk_words(path)), encoding="utf-8")
    found: list[tuple[str, list[str]]] = json.loads(kept.read_bytes())
    return found


def nltk_build(path: Path, folder: Path) -> dict[str, Any]:
    def work() -> int:
        from nltk.text import ConcordanceIndex

        words = [word for _, own in nltk_words(path) for word in own]
        ConcordanceIndex(words)
        return len(words)

    return timed(work, 1, warm=False)


def nltk_counts(path: Path, folder: Path) -> dict[str, Any]:
    from nltk.probability import ConditionalFreqDist

    parts = nltk_ready(path, folder)
    return timed(lambda: ConditionalFreqDist((who, word) for who, own in parts for word in own).N(), 2)


def nltk_kwic(path: Path, folder: Path, query: str, limit: int | None) -> dict[str, Any]:
    from nltk.text import ConcordanceIndex

    index = ConcordanceIndex([word for _, own in nltk_ready(path, folder) for word in own])
    asked = query.split()
    found = len(index.find_concordance(asked if len(asked) > 1 else asked[0]))

    def work() -> int:
        lines = index.find_concordance(asked if len(asked) > 1 else asked[0])
        return len(lines[:limit])

    return timed(work, 3) | {"found": found}


def nltk_collocations(path: Path, folder: Path) -> dict[str, Any]:
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    parts = nltk_ready(path, folder)

    def work() -> int:
        finder = BigramCollocationFinder.from_documents(own for _, own in parts)
        finder.apply_freq_filter(5)
        return len(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))

    return timed(work, 1, warm=False)


def sklearn_build(path: Path, folder: Path) -> dict[str, Any]:
    from sklearn.feature_extraction.text import CountVectorizer

    def work() -> int:
        return int(CountVectorizer().fit_transform(row["text"] for row in documents(path)).sum())

    return timed(work, 1, warm=False)


def sklearn_counts(path: Path, folder: Path) -> dict[str, Any]:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import CountVectorizer

    rows = documents(path)
    by = group_of(rows)
    matrix = CountVectorizer().fit_transform(row["text"] for row in rows)
    names = {name: place for place, name in enumerate(dict.fromkeys(row[by] for row in rows))}
    codes = [names[row[by]] for row in rows]
    groups = csr_matrix((np.ones(len(rows)), (codes, range(len(rows)))), shape=(len(names), len(rows)))
    return timed(lambda: int((groups @ matrix).sum()), 5)


def conc_corpus(path: Path, folder: Path, name: str, chosen: Callable[[dict[str, Any]], bool]) -> Any:
    """A corpus of Conc, cut by a blank spaCy pipeline: its own needs a model that is not in its package."""
    import conc.corpus
    import spacy

    blank = spacy.blank("en")
    blank.max_length = 10_000_000
    blank.disable_pipes = lambda names: None
    conc.corpus.spacy.load = lambda *_, **__: blank
    rows = [row for row in documents(path) if chosen(row)]
    table = folder / f"conc-{name}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([row["text"]] for row in rows)
    home = folder / f"conc-{name}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    return conc.corpus.Corpus(name, name).build_from_csv(
        str(table), str(home), text_column="text", model="blank"
    )


def conc_build(path: Path, folder: Path) -> dict[str, Any]:
    return timed(lambda: int(conc_corpus(path, folder, "all", lambda row: True).token_count), 1, warm=False)


def conc_kwic(path: Path, folder: Path, query: str, limit: int | None) -> dict[str, Any]:
    from conc.conc import Conc

    asked = Conc(conc_corpus(path, folder, "all", lambda row: True))

    def work() -> int:
        found = asked.concordance(query, page_size=limit or 10_000_000, use_cache=False)
        return len(found.to_frame())

    return timed(work, 5)


def conc_keyness(path: Path, folder: Path) -> dict[str, Any]:
    from conc.conc import Conc

    rows = documents(path)
    by = group_of(rows)
    target = Counter(row[by] for row in rows).most_common(1)[0][0]
    own = conc_corpus(path, folder, "target", lambda row: row[by] == target)
    others = conc_corpus(path, folder, "others", lambda row: row[by] != target)
    asked = Conc(own)
    asked.set_reference_corpus(others)

    def work() -> int:
        found = asked.keywords(
            page_size=10_000_000, exclude_negative_keywords=False, show_document_frequency=True
        )
        return len(found.to_frame())

    return timed(work, 9)


def conc_pairs(path: Path, folder: Path) -> dict[str, Any]:
    from conc.conc import Conc

    asked = Conc(conc_corpus(path, folder, "all", lambda row: True))
    return timed(lambda: len(asked.ngram_frequencies(ngram_length=2, page_size=20).to_frame()), 3)


def textacy_build(path: Path, folder: Path) -> dict[str, Any]:
    import spacy
    import textacy

    blank = spacy.blank("en")
    blank.max_length = 10_000_000
    rows = documents(path)
    return timed(
        lambda: int(textacy.Corpus(blank, data=(row["text"] for row in rows)).n_tokens), 1, warm=False
    )


def python_lexicon(path: Path, folder: Path) -> dict[str, Any]:
    """What one writes by hand: each run of words is looked up in a dict, beginnings letter by letter."""
    entries = lexicon_entries(path)
    exact = {entry for entry in entries if not entry.endswith("*")}
    beginnings = {entry[:-1] for entry in entries if entry.endswith("*")}
    shortest, longest = min(map(len, beginnings)), max(map(len, beginnings))
    rows = documents(path)

    def work() -> int:
        found = 0
        for row in rows:
            words = re.findall(r"[^\W_]+", row["text"].lower())
            for k, word in enumerate(words):
                for size in (3, 2, 1):
                    if " ".join(words[k : k + size]) in exact:
                        found += 1
                        break
                else:
                    found += any(word[:n] in beginnings for n in range(shortest, min(longest, len(word)) + 1))
        return found

    return timed(work, 1, warm=False)


def ahocorasick_lexicon(path: Path, folder: Path) -> dict[str, Any]:
    """pyahocorasick over the lower-cased texts, with a look at the edges of words."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for entry in lexicon_entries(path):
        automaton.add_word(entry.rstrip("*"), (len(entry.rstrip("*")), entry.endswith("*")))
    automaton.make_automaton()
    rows = documents(path)

    def work() -> int:
        found = 0
        for row in rows:
            text = row["text"].lower()
            size = len(text)
            for end, (length, opens) in automaton.iter(text):
                first, after = end - length + 1, end + 1
                if (first == 0 or not text[first - 1].isalnum()) and (
                    opens or after == size or not text[after].isalnum()
                ):
                    found += 1
        return found

    return timed(work, 1, warm=False)


def cut(text: str) -> list[str]:
    """The sentences of a text by a rule that is nobody's own."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+", text) if part.strip()]


def sentences(path: Path) -> list[str]:
    """Some sentences, cut in the same way for every scorer."""
    return [part for text in raw_texts(path) for part in cut(text)][:SENTENCES]


def raw_texts(path: Path) -> list[str]:
    """The first documents, so many that they hold the sentences asked for."""
    found: list[str] = []
    count = 0
    for row in documents(path):
        if count >= SENTENCES:
            break
        found.append(row["text"])
        count += len(cut(row["text"]))
    return found


def punkt() -> Callable[[str], list[str]]:
    """The splitter of NLTK, untrained: its model is a download."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    tokenize: Callable[[str], list[str]] = PunktSentenceTokenizer().tokenize
    return tokenize


def vader_sentiment(path: Path, folder: Path) -> dict[str, Any]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts, scorer = sentences(path), SentimentIntensityAnalyzer()
    return timed(lambda: len([scorer.polarity_scores(text)["compound"] for text in texts]), 2)


def textblob_sentiment(path: Path, folder: Path) -> dict[str, Any]:
    from textblob import TextBlob

    texts = sentences(path)
    return timed(lambda: len([TextBlob(text).sentiment.polarity for text in texts]), 2)


def vader_raw_sentiment(path: Path, folder: Path) -> dict[str, Any]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    texts, split, scorer = raw_texts(path), punkt(), SentimentIntensityAnalyzer()

    def work() -> int:
        return len([scorer.polarity_scores(part)["compound"] for text in texts for part in split(text)])

    return timed(work, 2)


def textblob_raw_sentiment(path: Path, folder: Path) -> dict[str, Any]:
    from textblob import TextBlob

    texts, split = raw_texts(path), punkt()
    return timed(
        lambda: len([TextBlob(part).sentiment.polarity for text in texts for part in split(text)]), 2
    )


def of_query(
    work: Callable[..., dict[str, Any]], query: str, limit: int | None
) -> Callable[..., dict[str, Any]]:
    return lambda path, folder: work(path, folder, query, limit)


WORKS: dict[str, dict[str, Callable[[Path, Path], dict[str, Any]]]] = {
    "build": {
        "Rostra": rostra_build, "NLTK": nltk_build, "scikit-learn": sklearn_build, "Conc": conc_build,
        "textacy": textacy_build,
    },
    "counts by group": {"Rostra": rostra_counts, "NLTK": nltk_counts, "scikit-learn": sklearn_counts},
    "KWIC of a word, 100 lines": {
        "Rostra": of_query(rostra_kwic, WORD, LINES), "Conc": of_query(conc_kwic, WORD, LINES),
        "NLTK": of_query(nltk_kwic, WORD, LINES),
    },
    "KWIC of a phrase, 100 lines": {
        "Rostra": of_query(rostra_kwic, PHRASE, LINES), "Conc": of_query(conc_kwic, PHRASE, LINES),
    },
    "KWIC of a word, all lines": {
        "Rostra": of_query(rostra_kwic, WORD, None), "NLTK": of_query(nltk_kwic, WORD, None),
    },
    "keyness of a group": {"Rostra": rostra_keyness, "Conc": conc_keyness},
    "counts of pairs": {"Rostra": rostra_pairs, "Conc": conc_pairs},
    "log-likelihood of pairs": {"Rostra": rostra_collocations, "NLTK": nltk_collocations},
    "lexicon of 3,000 entries": {
        "Rostra": rostra_lexicon, "a dict in Python": python_lexicon, "pyahocorasick": ahocorasick_lexicon,
    },
    "sentiment of sentences": {
        "Rostra": rostra_sentiment, "VADER": vader_sentiment, "TextBlob": textblob_sentiment,
    },
    "sentiment from raw text": {
        "Rostra": rostra_raw_sentiment, "VADER": vader_raw_sentiment, "TextBlob": textblob_raw_sentiment,
    },
}  # fmt: skip


def main() -> None:
    program, work, path, folder = sys.argv[1:5]
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    print(json.dumps(WORKS[work][program](Path(path), home)))


if __name__ == "__main__":
    main()
