"""When a value is imprecise, and why."""

from __future__ import annotations

# A value is called imprecise where its interval is wider, or rests on less, than this (STATISTICS § 3).
WIDEST, FEWEST_EFFECTIVE, FEWEST_DF = 0.30, 30, 8


def imprecision(width: float, size: float, df: float, what: str = "effective mentions") -> str:
    """Why a value is imprecise, or "".

    Examples
    --------
    >>> imprecision(0.41, 12.3, 17)
    'imprecise: interval wider than .30, 12 effective mentions'
    >>> imprecision(0.1, 300, 17)
    ''
    """
    reasons = [
        "interval wider than .30" * bool(width > WIDEST),
        f"{size:.0f} {what}" * bool(size < FEWEST_EFFECTIVE),
        f"{df:.0f} degree{'s' * (df >= 1.5)} of freedom" * bool(df < FEWEST_DF),
    ]
    said = ", ".join(reason for reason in reasons if reason)
    return f"imprecise: {said}" if said else ""
