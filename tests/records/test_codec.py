"""Records to JSON and back; the schema that is kept beside the code."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import assets
from pipeline.errors import DamagedFile
from pipeline.records import Record, Target, codec

_FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_kept_schema_is_what_the_types_give() -> None:
    kept = assets.resource(codec.SCHEMA_FILE).read_text(encoding="utf-8")
    assert kept == codec.schema_text(), (
        'run: python -c "from pipeline.records.codec import write_schema; write_schema()"'
    )


def test_schema_accepts_a_record_and_nothing_beside_it(record_values: Any) -> None:
    validator = jsonschema.Draft202012Validator(codec.record_schema())
    values = record_values()
    validator.validate(values)
    for spoilt in (
        values | {"extra": 1},
        {key: value for key, value in values.items() if key != "targets"},
        values | {"schema_version": 2},
        values | {"targets": [values["targets"][0] | {"comparator": ">"}]},
        values | {"dates": [values["dates"][0] | {"role": "due"}]},
        values | {"document": values["document"] | {"number": 7}},
    ):
        assert not validator.is_valid(spoilt)


def test_round_trip_keeps_values_and_order_of_keys(record_values: Any) -> None:
    values = record_values()
    record = codec.from_dict(values)
    assert isinstance(record, Record)
    assert record.targets[0].evidence.bbox == (70.9, 80.0, 200.5, 92.25)
    assert codec.to_dict(record) == values
    assert list(codec.to_dict(record)) == ["source", "document", "sections", "legal_references", "dates", "targets",
                                           "assignments", "findings", "schema_version", "parts", "coverage", "residuals"]  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), value=_FINITE, due=st.none() | st.text())
def test_any_text_and_figure_survives(record_values: Any, text: str, value: float, due: str | None) -> None:
    values = record_values()
    values["targets"][0] |= {"indicator": text, "quote": text, "value": value, "due": due}
    back = codec.from_dict(json.loads(codec.dumps(codec.to_dict(codec.from_dict(values)))))
    target: Target = back.targets[0]
    assert (target.indicator, target.quote, target.value, target.due) == (text, text, value, due)


def test_a_record_of_another_form_is_refused_with_the_spot(record_values: Any) -> None:
    values = record_values()
    values["targets"][1]["value"] = "nhiều"
    with pytest.raises(DamagedFile, match=r"a\.json.*targets\.1\.value"):
        codec.from_dict(values, "a.json")


def test_address_depends_on_the_content_only(record_values: Any) -> None:
    body = codec.compact(record_values())
    assert codec.address(body) == codec.address(codec.compact(record_values()))
    assert codec.address(body) != codec.address(codec.compact(record_values(path="b.pdf")))
    assert "\n" not in body


@pytest.mark.parametrize(
    "values",
    [
        {"a": [], "b": {}, "c": [[], {"d": [None, True, 1, -2.5]}]},
        {"text": 'ưu tiên "02" lớp\\\n\t\x01\x7f\u2028/'},
        {"large": 1e20, "small": [1e-7, -2.5e300], "sha256": "12e5"},
        {"half": "\ud800"},
    ],
)
def test_a_record_is_written_as_python_writes_it(values: dict[str, Any]) -> None:
    assert codec.dumps(values) == json.dumps(values, ensure_ascii=False, indent=1) + "\n"
