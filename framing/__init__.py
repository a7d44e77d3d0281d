"""How news outlets name, source and tone the same events, with intervals and the sentences behind every number.

Names are handed on lazily (PEP 562): importing `framing` loads no other package.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "read_corpus": "reading",
    "check_corpus": "reading",
    "read_lexicon": "lexicon",
    "check_lexicon": "lexicon.check",
    "survey": "survey",
    "annotate": "annotate",
    "annotate_batch": "annotate",
    "measure": "shards",
    "Corpus": "corpus",
    "Layers": "layers",
    "Lexicon": "lexicon",
    "shares": "naming",
    "marking": "naming",
    "article_shares": "naming",
    "rates": "naming",
    "contrasts": "contrasts",
    "contrast_sentence": "contrasts.words",
    "robustness": "robustness",
    "robustness_sentence": "robustness",
    "tone": "tone",
    "speakers": "speakers",
    "propose_speakers": "proposals",
    "cues": "speakers.cues",
    "voice_shares": "speakers.voiced",
    "copies": "copies",
    "recounted": "copies",
    "shared": "copies.shared",
    "shared_passages": "copies.shared",
    "keyness": "vocabulary.keyness",
    "collocates": "vocabulary.collocates",
    "dispersion": "vocabulary.dispersion",
    "places": "vocabulary.dispersion",
    "trend": "trend",
    "draw_sample": "coding.sampling",
    "write_sample": "coding",
    "read_codes": "coding",
    "Codes": "coding",
    "agreement": "coding.agreement",
    "measure_errors": "coding.validity",
    "corrected_shares": "coding.corrected",
    "sizes": "coverage",
    "concordance": "concordance",
    "propose_stories": "stories",
    "story_contents": "stories.contents",
    "propose_outlets": "proposals.outlets",
    "labelled": "proposals.labelled",
    "passages": "passages",
    "evidence": "passages",
    "chart_shares": "charts",
    "chart_keyness": "charts.words",
    "chart_dispersion": "charts.words",
    "chart_trend": "charts.time",
    "chart_robustness": "charts.robustness",
    "build_report": "report",
    "read_project": "project",
    "build_project": "project.build",
    "diff_reports": "project.changes",
    "verify_reports": "project.verify",
    "FramingError": "errors",
    "InputError": "errors",
    "UsageError": "errors",
    "LockError": "errors",
}
__all__ = sorted(_HOME)


class _Package(ModuleType):
    """Loading `framing.tone` binds the module to the name `tone`, which is the function's: the function stays."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    return getattr(import_module(f"framing.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
