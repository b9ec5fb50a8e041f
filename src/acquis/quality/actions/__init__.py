"""Every write of quality."""

from acquis.quality.actions.adoptions import decide_adoption, declare_adoption
from acquis.quality.actions.decisions import (
    approve,
    publish,
    reject,
    request_changes,
    review_again,
)
from acquis.quality.actions.findings import publish_finding, withdraw_finding
from acquis.quality.actions.frameworks import (
    BUNDLED,
    bundled,
    bundled_file,
    confirm,
    discard,
    draft,
    load_bundled,
    propose,
    reading,
    send_back,
)
from acquis.quality.actions.review import (
    SPEAKERS,
    answer_lines,
    comment,
    give_back,
    give_opinion,
    record_impossible,
    set_process,
    submit,
    take,
)

__all__ = [
    "BUNDLED",
    "SPEAKERS",
    "answer_lines",
    "approve",
    "bundled",
    "bundled_file",
    "comment",
    "confirm",
    "decide_adoption",
    "declare_adoption",
    "discard",
    "draft",
    "give_back",
    "give_opinion",
    "load_bundled",
    "propose",
    "publish",
    "publish_finding",
    "reading",
    "record_impossible",
    "reject",
    "request_changes",
    "review_again",
    "send_back",
    "set_process",
    "submit",
    "take",
    "withdraw_finding",
]
