# Where each public name is defined: read by editors, by type checkers, and by the import on first use.
from . import charts as charts
from .accuracy import (
    Gold as Gold,
    evaluate_measure as evaluate_measure,
    evaluate_sentiment as evaluate_sentiment,
    evaluate_statements as evaluate_statements,
    read_gold as read_gold,
    reliability as reliability,
)
from .actors import Actors as Actors, load_actors as load_actors
from .auditing import audit as audit
from .comparison import compare as compare, robustness as robustness
from .concordance import Concordance as Concordance
from .copies import find_copies as find_copies
from .corpus import Corpus as Corpus, load_corpus as load_corpus
from .corrections import error_rates as error_rates, review as review
from .errors import RostraError as RostraError
from .evaluation import evaluations as evaluations
from .explorer import explore as explore
from .index import Tokens as Tokens, tokenize as tokenize
from .inspection import contributions as contributions, coverage as coverage, lint as lint
from .lexicon import (
    Lexicon as Lexicon,
    lexicon_names as lexicon_names,
    load_lexicon as load_lexicon,
    save_lexicon as save_lexicon,
    split_lexicon as split_lexicon,
)
from .measurement import hits as hits, measure as measure
from .measures.collocation import collocates as collocates, collocations as collocations
from .measures.concordancing import kwic as kwic
from .measures.dispersion import dispersion as dispersion, occurrences as occurrences
from .measures.diversity import diversity as diversity, vocabulary_growth as vocabulary_growth
from .measures.frequency import frequencies as frequencies, ngrams as ngrams
from .measures.keyness import keyness as keyness
from .measures.readability import readability as readability
from .measures.scaling import scale as scale
from .measures.sentiment import (
    conflict as conflict,
    polarity as polarity,
    relation as relation,
    sentiment as sentiment,
)
from .measures.similarity import similarity as similarity
from .measures.voice import share_of_voice as share_of_voice, stances as stances
from .quotation import attribute as attribute
from .reporting import (
    Report as Report,
    Verification as Verification,
    overview as overview,
    report as report,
    verify as verify,
)
from .result import Result as Result
from .speakers import draft_actors as draft_actors, list_speakers as list_speakers
from .statements import Statements as Statements

__version__: str
