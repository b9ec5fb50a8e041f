"""Classes that only hold values: what `dataclasses` makes, at a fraction of the time that it takes to make them.

A command that verifies one badge lives for some ten milliseconds, and spent most of them on `dataclasses`: on the
modules that it imports, and on six methods that it compiles for each class. Here only the constructor is compiled, the
first time that an object is made. To all else a record is a dataclass: `dataclasses.replace` and the like take it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, NoReturn, TypeVar, dataclass_transform, overload

_T = TypeVar("_T")
_NOTHING: Any = object()
_FIELDS = "__record_fields__"


class _Field(NamedTuple):
    default: Any = _NOTHING
    default_factory: Callable[[], Any] | None = None
    repr: bool = True
    compare: bool = True
    kw_only: bool = False


def field(
    *,
    default: Any = _NOTHING,
    default_factory: Callable[[], Any] | None = None,
    repr: bool = True,  # noqa: A002 — as in `dataclasses`
    compare: bool = True,
    kw_only: bool = False,
) -> Any:
    """A field with more to it than a name and a value; see `dataclasses.field`."""
    return _Field(default, default_factory, repr, compare, kw_only)


@overload
def record(cls: type[_T]) -> type[_T]: ...
@overload
def record(*, frozen: bool = ..., eq: bool = ...) -> Callable[[type[_T]], type[_T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T] | None = None, *, frozen: bool = True, eq: bool = True) -> Any:
    """Make a class hold the values that it declares, with slots; objects never change unless ``frozen`` is False.

    Args:
        cls: the class, decorated without arguments.
        frozen: see above; a frozen one can be a key.
        eq: objects with the same values are equal.
    """
    return (lambda bare: _record(bare, frozen, eq)) if cls is None else _record(cls, frozen, eq)


def replace(old: _T, **changes: Any) -> _T:
    """A copy of the record ``old`` with other values; see `dataclasses.replace`."""
    fields: Mapping[str, _Field] = getattr(old, _FIELDS)
    return type(old)(**{name: getattr(old, name) for name in fields} | changes)


def _record(bare: type[Any], frozen: bool, eq: bool) -> type[Any]:
    inherited: dict[str, _Field] = {}
    for base in reversed(bare.__mro__[1:]):
        inherited |= getattr(base, _FIELDS, {})
    own = {name: _described(bare.__dict__.get(name, _NOTHING)) for name in bare.__annotations__}
    fields = inherited | own
    namespace = {name: value for name, value in bare.__dict__.items() if name not in {*own, "__dict__", "__weakref__"}}
    slots = tuple(name for name in own if name not in inherited)
    cls: Any = type(bare.__name__, bare.__bases__, {**_methods(fields, frozen, eq), **namespace, "__slots__": slots})
    cls.__qualname__ = bare.__qualname__

    def first(self: Any, *args: Any, **named: Any) -> None:
        cls.__init__ = _constructor(cls, fields)
        self.__init__(*args, **named)

    if "__init__" not in namespace:
        cls.__init__ = first
    return cls  # type: ignore[no-any-return]


def _described(value: Any) -> _Field:
    return value if isinstance(value, _Field) else _Field(value)


def _methods(fields: dict[str, _Field], frozen: bool, eq: bool) -> dict[str, Any]:
    compared = _values([name for name, each in fields.items() if each.compare])
    everything = _values(list(fields))
    shown = [name for name, each in fields.items() if each.repr]

    def __repr__(self: Any) -> str:  # noqa: N807 — methods of the record
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __eq__(self: Any, other: object) -> Any:  # noqa: N807
        return compared(self) == compared(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(compared(self))

    def refuse(self: Any, name: str, *_: Any) -> NoReturn:
        from dataclasses import FrozenInstanceError  # noqa: PLC0415 — see above

        raise FrozenInstanceError(f"cannot change field {name!r}")

    def __getstate__(self: Any) -> tuple[Any, ...]:  # noqa: N807
        return tuple(everything(self))

    def __setstate__(self: Any, state: tuple[Any, ...]) -> None:  # noqa: N807
        for name, value in zip(fields, state, strict=True):
            object.__setattr__(self, name, value)

    made: dict[str, Any] = {
        _FIELDS: fields,
        "__dataclass_fields__": _AsDataclass(),
        "__match_args__": tuple(name for name, each in fields.items() if not each.kw_only),
        "__repr__": __repr__,
        "__getstate__": __getstate__,
        "__setstate__": __setstate__,
    }
    if eq:
        made |= {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}
    if frozen:
        made |= {"__setattr__": refuse, "__delattr__": refuse}
    return made


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda each: tuple(getattr(each, name) for name in names)


def _constructor(cls: type[Any], fields: dict[str, _Field]) -> Any:
    """The text compiled here is made of the names of fields alone, which are those of the class's own source."""
    given: dict[str, Any] = {"_nothing": _NOTHING}
    changes = "__setattr__" not in cls.__dict__
    plain, named, body = ["self"], list[str](), list[str]()
    for name, each in sorted(fields.items(), key=lambda item: item[1].kw_only):
        value, default = name, ""
        if each.default_factory is not None:
            given[f"_made_{name}"], default = each.default_factory, "=_nothing"
            value = f"_made_{name}() if {name} is _nothing else {name}"
        elif each.default is not _NOTHING:
            given[f"_default_{name}"], default = each.default, f"=_default_{name}"
        (named if each.kw_only else plain).append(name + default)
        given[f"_set_{name}"] = getattr(cls, name).__set__  # of its slot: sooner than `object.__setattr__`
        body.append(f"self.{name} = {value}" if changes else f"_set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    arguments = ", ".join([*plain, *(["*", *named] if named else [])])
    exec(f"def __init__({arguments}):\n " + "\n ".join(body or ["pass"]), given)  # noqa: S102 — see above
    made = given["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


class _AsDataclass:
    """The fields as `dataclasses` describes them, worked out when somebody asks."""

    def __get__(self, _: object, cls: type[Any]) -> dict[str, Any]:
        import dataclasses  # noqa: PLC0415 — see above

        described: list[Any] = []
        for name, each in getattr(cls, _FIELDS).items():
            options: dict[str, Any] = {"repr": each.repr, "compare": each.compare, "kw_only": each.kw_only}
            if each.default_factory is not None:
                options["default_factory"] = each.default_factory
            elif each.default is not _NOTHING:
                options["default"] = each.default
            described.append((name, "object", dataclasses.field(**options)))
        return {each.name: each for each in dataclasses.fields(dataclasses.make_dataclass(cls.__name__, described))}
