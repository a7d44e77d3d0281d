"""How good the draft of `speakers.csv` is: against the demo's, typed by hand, and how much a person must look at.

    python benchmarks/speaker_draft.py [SOURCE]

Prints of the demo corpus: spellings, names and types that agree. Of a further source: how many of its attributed words
the first rows hold, and how many words have a type.
"""

import sys
import time
from dataclasses import replace

import framing as fr
from framing.schema import frame

FIRST = (25, 50, 100, 200)


def demo() -> None:
    layers = fr.annotate(fr.read_corpus("corpus/demo"))
    known = layers.speaker_types.set_index("speaker")
    draft = fr.propose_speakers(replace(layers, speaker_types=frame("speaker_types", [])))
    draft = draft[draft["speaker"].isin(known.index)]
    types, names = known.loc[draft["speaker"], "type"].to_numpy(), known.loc[draft["speaker"], "name"].to_numpy()
    offered, right = (draft["type"] != "").to_numpy(), (draft["type"] == types).to_numpy() & (types != "")
    words = draft["words"].to_numpy()
    print(f"demo: {len(draft)} spellings that are typed by hand, {words.sum()} words")
    print(f"  name as by hand: {(draft['name'] == names).sum()} of {len(draft)}")
    print(f"  types proposed: {offered.sum()}, right {right.sum()}; of all with a type: {(types != '').sum()}")
    print(f"  words with the right type: {words[right].sum() / words[types != ''].sum():.3f}")


def source(place: str) -> None:
    layers = fr.annotate(fr.read_corpus(place))
    began = time.process_time()
    draft = fr.propose_speakers(layers)
    took = time.process_time() - began
    named = draft[draft["name"] != "(not named)"]
    by_name = named.groupby("name", sort=False)["words"].sum()
    print(f"source: {len(layers.articles)} articles, {len(draft)} spellings, {len(by_name)} names, {took:.1f} s of CPU")
    for n in FIRST:
        print(f"  first {n} names: {by_name.head(n).sum() / by_name.sum():.2f} of the words of named speakers")
    typed = named[named["type"] != ""]["words"].sum()
    print(f"  words with a proposed type: {typed / named['words'].sum():.2f}")
    joined = named.groupby("name")["speaker"].transform("size") > 1
    print(f"  words of names with several spellings: {named[joined]['words'].sum() / named['words'].sum():.2f}")
    print(f"  left alone, could be several: {named['note'].str.startswith('could').sum()} spellings")


demo()
if len(sys.argv) > 1:
    source(sys.argv[1])
