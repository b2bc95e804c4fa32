"""Counts what the outside proof found. Every measurement says what was expected, what came, and by which clause."""

import os

LEDGER = os.environ.get("ZHIBI_LEDGER")


def _note(kind, words):
    print(f"  {kind:<4} {words}", flush=True)
    if LEDGER:
        with open(LEDGER, "a", encoding="utf-8") as ledger:
            ledger.write(f"{kind}\t{words}\n")


def expect(holds, what, expected, measured, clause=""):
    """Records one measurement. Gives back whether it held."""
    basis = f"  [{clause}]" if clause else ""
    _note("ok" if holds else "FAIL", f"{what}: expected {expected}, measured {measured}{basis}")
    return holds


def near(what, expected, measured, tolerance, unit, clause=""):
    """A measurement with a tolerance."""
    holds = measured is not None and abs(measured - expected) <= tolerance
    shown = "nothing" if measured is None else f"{measured:.2f}"
    return expect(holds, what, f"{expected:.2f} ± {tolerance:g} {unit}", f"{shown} {unit}", clause)


def skip(what, why):
    """Records a part that was not measured."""
    _note("skip", f"{what}: {why}")
