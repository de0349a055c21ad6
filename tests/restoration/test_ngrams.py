"""The n-gram store and the lattice, on a model small enough to reckon by hand."""

import math

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.restoration.lattice import OPENERS, Lattice, decode
from pipeline.restoration.ngrams import BREAK, STEP, NgramModel, Table, mix, pack

WORDS = ["<break>", "<unknown>", "<number>", "chủ", "chú", "trì", "trọng"]


def arrays_of(ngrams: dict[tuple[int, ...], tuple[float, float]], order: int) -> dict[str, npt.NDArray[np.generic]]:
    keys = pack(*np.array(list(ngrams), dtype=np.int64).T)
    h = mix(keys)
    ranks = np.argsort(h)
    bits = 4
    sizes = np.bincount((h >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
    prints = (h[ranks] >> np.uint64(64 - bits - 16)) & np.uint64(0xFFFF)
    values = np.array(list(ngrams.values()))[ranks]
    return {
        f"n{order}_sizes": sizes.astype(np.uint8),
        f"n{order}_prints": prints.astype(np.uint16),
        f"n{order}_logs": np.round(-values[:, 0] / STEP).astype(np.uint8),
        f"n{order}_backs": np.round(8 - values[:, 1] / STEP).astype(np.uint8),
    }


@pytest.fixture(scope="module")
def model() -> NgramModel:
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "uni_log": np.log(np.array([0.2, 0.05, 0.05, 0.2, 0.2, 0.15, 0.15])),
        "uni_back": np.full(7, -1.0),
    }
    arrays |= arrays_of({(3, 5): (-0.5, -0.5), (4, 6): (-0.5, -0.5)}, 2)
    arrays |= arrays_of({(0, 3, 5): (-0.25, 0.0)}, 3)
    return NgramModel(WORDS, arrays)


def one(*values: int) -> list[npt.NDArray[np.int64]]:
    return [np.array([v]) for v in values]


def test_stored_and_backed_off(model: NgramModel) -> None:
    assert model.bigram(*one(3, 5))[0] == pytest.approx(-0.5, abs=STEP)
    assert model.bigram(*one(3, 6))[0] == pytest.approx(-1.0 + math.log(0.15), abs=1e-3)
    assert model.extend(*one(-1, -2), *one(0, 3, 5))[0] == pytest.approx(-0.25, abs=STEP)
    assert model.extend(*one(-1, -2), *one(0, 4, 6))[0] == -3
    assert model.context(*one(4, 6))[0] == pytest.approx(-0.5, abs=STEP)
    assert model.context(*one(0, 3))[0] == 0


def test_table_finds_what_was_put_in_and_little_else() -> None:
    rng = np.random.default_rng(5)
    keys = np.unique(rng.integers(0, 1 << 48, 20000, dtype=np.uint64))
    h = mix(keys)
    ranks = np.argsort(h)
    bits = 12
    sizes = np.bincount((h >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits).astype(np.uint8)
    prints = ((h[ranks] >> np.uint64(64 - bits - 16)) & np.uint64(0xFFFF)).astype(np.uint16)
    values = np.zeros(len(keys), dtype=np.uint8)
    table = Table.from_arrays(sizes, prints, values, values)
    assert table.find(keys)[1].all()
    others = rng.integers(0, 1 << 48, 100000, dtype=np.uint64)
    assert table.find(others)[1].mean() < 5e-4


def lattice_of(sentences: list[list[list[int]]]) -> Lattice:
    rows = []
    node = 0
    for number, sentence in enumerate(sentences):
        columns = [[BREAK]] * OPENERS + sentence + [[BREAK]]
        for depth, options in enumerate(columns):
            ends = depth == 0, depth == len(columns) - 1
            rows += [(node, node + 1, word, depth, number, *ends) for word in options]
            node += 1
        node += 1
    start, end, word, level, number, first, last = np.array(rows).T
    log = np.zeros(len(rows), dtype=np.float32)
    return Lattice(start, end, word, log, level, number, first.astype(bool), last.astype(bool))


def test_the_sentence_decides(model: NgramModel) -> None:
    lattice = lattice_of([[[3, 4], [5, 6]], [[3, 4], [6]], [[3, 4]]])
    decoded = decode(lattice, model)
    words = [WORDS[w] for w in lattice.word[decoded.arcs] if w != BREAK]
    assert words[:4] == ["chủ", "trì", "chú", "trọng"]
    assert len(words) == 5


def test_posteriors_of_the_readings_of_one_place_sum_to_one(model: NgramModel) -> None:
    lattice = lattice_of([[[3, 4], [5, 6], [3, 4, 5]]])
    posterior = decode(lattice, model, beams=(50.0, 50.0, 50.0)).posterior
    for level in range(OPENERS, OPENERS + 3):
        assert posterior[lattice.level == level].sum() == pytest.approx(1.0, abs=1e-3)


def test_own_score_outweighs_the_model(model: NgramModel) -> None:
    lattice = lattice_of([[[3, 4], [5]]])
    log = np.where(lattice.word == 4, 9.0, 0.0).astype(np.float32)
    lifted = Lattice(
        lattice.start, lattice.end, lattice.word, log, lattice.level, lattice.sentence, lattice.first, lattice.last
    )
    assert 4 in lifted.word[decode(lifted, model).arcs]
