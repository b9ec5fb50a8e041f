"""Founding a network: its operator, the operator's keys, the frameworks, and the first person who may decide."""

from __future__ import annotations

from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.people import actions as people
from acquis.platform.actor import Actor
from acquis.platform.translatable import Text
from acquis.platform.writes import action
from acquis.quality import actions as quality
from acquis.signing import actions as signing

KEY = "operator"
ROLES = ("operator", "administrator")


@action
def found(*, name: Text, email: str, language: str) -> None:
    """Create what an empty installation needs before anybody can be recognized; once, from the command line.

    When the network has its operator already, the person becomes another member of it.
    """
    by = Actor(None, None, "command", "acquis found")
    known = organization_queries.operator()
    organization_id = known.id if known else organizations.propose(key=KEY, kind="network", name=name, by=by)
    organizations.found_network(organization_id=organization_id, by=by)
    signing.establish(organization_id=organization_id, by=by)
    person_id = people.invite(email=email, name="", language=language, by=by)
    organizations.admit(organization_id=organization_id, person_id=person_id, roles=ROLES, by=by)
    quality.load_bundled(by=by)
