"""Who speaks: each voice with the name that its speaker stands for and the type of that speaker, from `speakers.csv`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.layers import Layers
from framing.schema import NOT_NAMED
from framing.text import fold

if TYPE_CHECKING:
    import pandas as pd

NO_TYPE = "(no type given)"


def typed(layers: Layers, voices: pd.DataFrame) -> pd.DataFrame:
    """Voices with `speaker` as the name it stands for, `spelling` as the article has it, and `type`.

    Spellings are compared without case and typography. Who is not named is `(not named)` in both; who is named and
    not typed is `(no type given)`.
    """
    import pandas as pd

    code, distinct = pd.factorize(voices["speaker"])
    spellings = distinct.tolist()
    known = {fold(row.speaker): (row.name, row.type) for row in layers.speaker_types.itertuples(index=False)}
    # By spelling, each looked up once.
    keys = [fold(" ".join(spelling.split())) for spelling in spellings] if known else spellings
    pairs = [known.get(key, (spelling, "")) for key, spelling in zip(keys, spellings, strict=True)]
    names = [name or NOT_NAMED for name, _ in pairs]
    types = {NOT_NAMED: NOT_NAMED} | {name: type for name, type in pairs if type}
    speaker, type_of = (
        pd.array(values, dtype="str").take(code) for values in (names, [types.get(name, NO_TYPE) for name in names])
    )
    return voices.assign(spelling=voices["speaker"], speaker=speaker, type=type_of)
