"""Channel and lattice on nothing at all: no readings, and no path."""

from __future__ import annotations

import numpy as np

from pipeline.restoration.channel import MAX_LETTERS, Channel
from pipeline.restoration.lattice import Lattice, decode
from pipeline.restoration.models import language_model, reader

NONE = np.zeros(0, dtype=np.int64)


def test_no_arcs_have_no_path() -> None:
    empty = np.zeros(0, dtype=bool)
    lattice = Lattice(NONE, NONE, NONE, np.zeros(0, dtype=np.float32), NONE, NONE, empty, empty)
    found = decode(lattice, language_model())
    assert (len(found.arcs), len(found.posterior)) == (0, 0)


def test_no_pairs_have_no_scores() -> None:
    channel = reader("foreign").forms.channel
    assert isinstance(channel, Channel)
    rows = np.zeros((0, MAX_LETTERS), dtype=np.int64)
    assert channel.score(channel.string_ids([]), NONE, NONE, rows).shape == (0,)
