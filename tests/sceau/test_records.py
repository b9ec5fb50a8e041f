"""A record behaves as the dataclass that has the same fields."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sceau.records import field, record, replace


@record
class Ours:
    """Doc."""

    a: int
    b: tuple[int, ...] = ()
    c: list[int] = field(default_factory=list, compare=False)
    d: str = field(default="", kw_only=True, repr=False)

    @property
    def first(self) -> int:
        return self.a


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    a: int
    b: tuple[int, ...] = ()
    c: list[int] = dataclasses.field(default_factory=list, compare=False)
    d: str = dataclasses.field(default="", kw_only=True, repr=False)


@record
class More(Ours):
    e: int = 3


@record(frozen=False)
class Open:
    a: int = 1


@record(frozen=False, eq=False)
class Alone:
    a: int = 1


@record
class Empty:
    pass


POSITIONAL = st.lists(st.integers(0, 2), max_size=3)
NAMED = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 2), max_size=4)


def made(kind: type[Any], args: list[int], named: dict[str, int]) -> Any:
    try:
        return kind(*args, **named)
    except TypeError:
        return None


@given(POSITIONAL, NAMED, POSITIONAL, NAMED)
def test_a_record_is_made_shown_and_compared_as_a_dataclass(
    args: list[int], named: dict[str, int], others: list[int], other: dict[str, int]
) -> None:
    ours, theirs = (made(kind, args, named) for kind in (Ours, Theirs))
    assert (ours is None) == (theirs is None)
    if ours is None:
        return
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert [getattr(ours, name) for name in "abcd"] == [getattr(theirs, name) for name in "abcd"]
    ours_too, theirs_too = (made(kind, others, other) for kind in (Ours, Theirs))
    assert (ours == ours_too) == (theirs == theirs_too)
    if ours == ours_too:
        assert hash(ours) == hash(ours_too)
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == copy.copy(ours) == ours
    for change in (replace, dataclasses.replace):
        assert change(ours, a=9) == Ours(9, ours.b, ours.c, d=ours.d)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert [each.name for each in dataclasses.fields(ours)] == ["a", "b", "c", "d"]


def test_a_record_never_changes() -> None:
    one = Ours(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.a = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.new = 2  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.a
    assert not hasattr(one, "__dict__")
    assert Ours(1).c is not Ours(1).c


def test_one_that_may_change_is_no_key_unless_it_is_only_itself() -> None:
    one = Open()
    one.a = 5
    assert one == Open(5)
    assert one != Alone(5)  # type: ignore[comparison-overlap]
    with pytest.raises(TypeError):
        hash(one)
    assert Alone() != Alone()
    assert hash(Alone())
    with pytest.raises(AttributeError):
        one.b = 2  # type: ignore[attr-defined]


def test_a_record_inherits() -> None:
    one = More(1, (), [], 4, d="d")
    assert (one.first, one.d, one.e, one.__doc__, Ours.__doc__) == (1, "d", 4, None, "Doc.")
    assert one != Ours(1, d="d")
    assert repr(one) == "More(a=1, b=(), c=[], e=4)"
    assert Empty() == Empty()
    match one:
        case More(a, (), c, e):
            assert (a, c, e) == (1, [], 4)


def test_records_need_no_dataclasses() -> None:
    program = "import sys; from sceau.records import record; print({'dataclasses', 'inspect'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
