"""Who may open the pages on which a definition is reviewed and decided; part of `access_inventory`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from acquis.platform import clock
from tests.acquis.web.access_doors import Told, draft, members, nothing, published
from tests.acquis.web.world import World


def _in_review(world: World) -> Mapping[str, Any]:
    return {"version_id": world.in_review.id}


def _approved(world: World) -> Mapping[str, Any]:
    return {"version_id": world.approved.id}


def _step(voice: str) -> Told:
    return lambda world: {"version_id": world.in_review.id, "step_id": world.steps[voice]}


def _opinion(world: World) -> Mapping[str, Any]:
    return {"stance": "support", "comment": "Claire.", "speaks_for": "Chambre de commerce"}


def _looked_at(world: World) -> Mapping[str, Any]:
    next_on = (clock.today() + timedelta(days=365)).isoformat()
    return {"outcome": "continue", "reason": "Toujours demandée.", "next_on": next_on}


def _review_process(world: World) -> Mapping[str, Any]:
    steps = {"step-0-voice": "peer", "step-0-days": "10", "step-1-voice": "industry", "step-1-days": "20"}
    return {**steps, "authority_days": "5", "review_months": "12"}


DECIDERS = "achievement.review|achievement.review_industry|achievement.approve"
REVIEW = {
    "issuer:decide": members(
        "achievement.approve", _in_review, data=lambda world: {"decision": "reject", "reason": "Trop vaste."}
    ),
    "issuer:definition_answers": members("achievement.write", draft, data=nothing),
    "issuer:definition_resume": members("achievement.publish", published, method="post"),
    "issuer:definition_retire": members("achievement.publish", published, data=nothing),
    "issuer:definition_suspend": members(
        "achievement.publish", published, data=lambda world: {"reason": "La loi change."}
    ),
    "issuer:publish": members("achievement.publish", _approved, data=nothing),
    "issuer:publish_badge": members("achievement.approve", draft),
    "issuer:review": members("organization.read", _in_review),
    "issuer:review_again": members("achievement.approve", published, data=_looked_at),
    "issuer:review_changes": members(DECIDERS, _in_review, data=lambda world: {"reason": "R2 est vague."}),
    "issuer:review_comment": members(
        f"achievement.write|{DECIDERS}|achievement.publish",
        _in_review,
        data=lambda world: {"text": "Une remarque."},
        method="post",
    ),
    "issuer:review_file": members("organization.read", _in_review),
    "issuer:review_file_json": members("organization.read", _in_review),
    "issuer:review_give_back": members(DECIDERS, _step("peer"), method="post"),
    "issuer:review_impossible": members(
        "achievement.approve", _step("industry"), data=lambda world: {"reason": "Trois employeurs, aucune réponse."}
    ),
    "issuer:review_industry": members("achievement.review_industry", _step("industry"), data=_opinion),
    "issuer:review_peer": members("achievement.review", _step("peer"), data=_opinion),
    "issuer:review_process": members("organization.manage", data=_review_process),
    "issuer:review_take": members(DECIDERS, _step("peer"), method="post"),
    "issuer:reviews": members("organization.read"),
    "issuer:submit": members("achievement.write", draft, data=nothing),
}
