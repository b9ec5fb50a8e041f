from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sceau.verifying import intake

_PART = "[A-Za-z0-9_-]"
_SIGNED_TEXT = re.compile(rf"{_PART}{{2,}}\.{_PART}*\.{_PART}*(~[A-Za-z0-9_.~-]*)?")


@given(st.text(alphabet="aZ0_-..~~ ={", max_size=9))
def test_a_signed_text_is_known_by_its_separators(text: str) -> None:
    assert intake._is_signed_text(text.encode()) == (_SIGNED_TEXT.fullmatch(text) is not None)
