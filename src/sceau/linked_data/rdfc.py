"""RDF Dataset Canonicalization 1.0 (RDFC-1.0), in the order of the recommendation.

Blank nodes whose first-degree hashes differ (every ordinary credential) are labelled by sorting. Nodes that share
one need the N-degree algorithm, whose work grows with the factorial of the neighbours: a budget refuses poisoned
graphs.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import permutations

from sceau.errors import InputError
from sceau.linked_data.nquads import Quad, line

BUDGET = 50_000
"""Steps that the N-degree algorithm may take (a neighbour looked at, a node placed in an order); under a second."""

_LABELS_COPIED_PER_STEP = 32


class _Issuer:
    """Labels in the order of asking (RDFC-1.0 §4.5)."""

    __slots__ = ("issued", "prefix")

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = issued if issued is not None else {}

    def issue(self, node: str) -> str:
        label = self.issued.get(node)
        if label is None:
            label = self.issued[node] = f"{self.prefix}{len(self.issued)}"
        return label

    def copy(self) -> _Issuer:
        return _Issuer(self.prefix, dict(self.issued))


def canonicalize(
    quads: Iterable[Quad], *, hash_name: str = "sha256", budget: int = BUDGET
) -> tuple[list[str], dict[str, str]]:
    """The canonical lines of a dataset, sorted, and the canonical label of each blank node (RDFC-1.0 §4.4.3).

    Args:
        quads: the dataset; repeated quads count once.
        hash_name: "sha256", or "sha384" as the P-384 cryptosuites want.
        budget: steps allowed to the N-degree algorithm.

    Raises:
        InputError: ``canonicalization_budget_exceeded``.
    """
    distinct = quads if isinstance(quads, set) else set(quads)
    return _without_ties(distinct, hash_name) or _Canonicalizer(distinct, hash_name, budget).run()


def _without_ties(quads: set[Quad], hash_name: str) -> tuple[list[str], dict[str, str]] | None:
    """The answer where no two blank nodes share a first-degree hash; None where some do.

    Nearly all documents are so. What the recommendation asks of each node by itself is done quad by quad.
    """
    new_hash: Callable[..., hashlib._Hash] = getattr(hashlib, hash_name)
    rests: dict[str, list[str]] = defaultdict(list)  # by subject, what follows it in its lines
    linked: list[Quad] = []
    for quad in quads:
        subject, predicate, value, graph = quad
        if graph or value[0] == "_":
            linked.append(quad)
        else:
            rests[subject].append(f"{predicate} {value} .\n")
    mentions = _mentions(rests, linked)
    hashes = {new_hash("".join(sorted(lines)).encode()).digest(): node for node, lines in mentions.items()}
    if len(hashes) < len(mentions):
        return None
    labels = {hashes[digest]: f"_:c14n{number}" for number, digest in enumerate(sorted(hashes))}
    get = labels.get
    for subject, predicate, value, graph in linked:
        rest = f"{predicate} {get(value, value)}"
        rests[subject].append(f"{rest} {get(graph, graph)} .\n" if graph else f"{rest} .\n")
    # No subject with a space after it begins another one: lines are in order when subjects are, and what follows them.
    subjects = sorted([(f"{get(subject, subject)} ", found) for subject, found in rests.items()])
    return [f"{name}{rest}" for name, found in subjects for rest in sorted(found)], labels


def _mentions(rests: dict[str, list[str]], linked: list[Quad]) -> dict[str, list[str]]:
    """The lines in which each blank node is mentioned, as it sees them; see `_without_ties`."""
    mentions: dict[str, list[str]] = defaultdict(list)
    for node, found in rests.items():
        if node[0] == "_":
            mentions[node] = [f"_:a {rest}" for rest in found]
    for quad in linked:
        subject, predicate, value, graph = quad
        if graph or subject == value:
            for node in {term for term in (subject, value, graph) if term[:1] == "_"}:
                mentions[node].append(line(_blanked(quad, node)))
            continue
        mentions[value].append(f"{'_:z' if subject[0] == '_' else subject} {predicate} _:a .\n")
        if subject[0] == "_":
            mentions[subject].append(f"_:a {predicate} _:z .\n")
    return mentions


def _blanked(quad: Quad, node: str) -> Quad:
    """``quad`` as ``node`` sees it (§4.6): a list of such, not a set, for distinct quads may coincide."""
    subject, value, graph = [
        term if term[:1] != "_" else "_:a" if term == node else "_:z" for term in (quad[0], quad[2], quad[3])
    ]
    return subject, quad[1], value, graph


class _Canonicalizer:
    def __init__(self, quads: set[Quad], hash_name: str, budget: int) -> None:
        self._quads = quads
        self._new_hash: Callable[..., hashlib._Hash] = getattr(hashlib, hash_name)
        self._budget = budget
        self._mentions: dict[str, list[Quad]] = defaultdict(list)
        self._first: dict[str, str] = {}
        self._canonical = _Issuer("_:c14n")

    def run(self) -> tuple[list[str], dict[str, str]]:
        # (2) which quads mention each blank node
        for quad in self._quads:
            for term in {quad[0], quad[2], quad[3]}:
                if term.startswith("_:"):
                    self._mentions[term].append(quad)
        # (3) first-degree hashes
        sharing: dict[str, list[str]] = defaultdict(list)
        for node in self._mentions:
            digest = self._first[node] = self._hash_first_degree(node)
            sharing[digest].append(node)
        # (4) nodes with a hash of their own
        for digest in sorted(sharing):
            if len(sharing[digest]) == 1:
                self._canonical.issue(sharing[digest][0])
        # (5) nodes that share one
        try:
            for digest in sorted(sharing):
                if len(sharing[digest]) > 1:
                    self._label_sharing(sharing[digest])
        except RecursionError as error:
            raise InputError("canonicalization_budget_exceeded", detail="too deep") from error
        # (6) the same quads under canonical labels
        labels = self._canonical.issued
        relabelled = (
            (labels.get(subject, subject), predicate, labels.get(value, value), labels.get(graph, graph))
            for subject, predicate, value, graph in self._quads
        )
        return sorted(map(line, relabelled)), labels

    def _hash(self, text: str) -> str:
        return self._new_hash(text.encode()).hexdigest()

    def _hash_first_degree(self, node: str) -> str:
        """§4.6."""
        return self._hash("".join(sorted([line(_blanked(quad, node)) for quad in self._mentions[node]])))

    def _label_sharing(self, nodes: list[str]) -> None:
        """§4.4.3 step 5, for one hash."""
        paths: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node not in self._canonical.issued:
                issuer = _Issuer("_:b")
                issuer.issue(node)
                paths.append(self._hash_n_degree(node, issuer))
        for _, issuer in sorted(paths, key=lambda path: path[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """§4.7."""
        label = self._canonical.issued.get(related) or issuer.issued.get(related) or self._first[related]
        predicate = "" if position == "g" else quad[1]
        return self._hash(f"{position}{predicate}{label}")

    def _hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """§4.8."""
        # (1–3) neighbours, grouped by what is known of them
        self._spend(len(self._mentions[node]))
        groups: dict[str, list[str]] = defaultdict(list)
        for quad in self._mentions[node]:
            for position, related in (("s", quad[0]), ("o", quad[2]), ("g", quad[3])):
                if related != node and related.startswith("_:"):
                    groups[self._hash_related(related, quad, issuer, position)].append(related)
        # (4–5) for each group the least path over every order of its members
        data: list[str] = []
        for digest in sorted(groups):
            path, issuer = self._least_path(groups[digest], issuer)
            data += digest, path
        # (6)
        return self._hash("".join(data)), issuer

    def _least_path(self, nodes: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """§4.8.3 steps 5.2 to 5.4."""
        best: tuple[str, _Issuer] | None = None
        for order in _orders(nodes):
            found = self._path(order, issuer.copy(), best[0] if best else "")
            if found and (best is None or found[0] < best[0]):
                best = found
        assert best is not None  # a group is never empty, and the first order is never abandoned
        return best

    def _path(self, order: tuple[str, ...], issuer: _Issuer, best: str) -> tuple[str, _Issuer] | None:
        path = ""
        pending: list[str] = []
        self._spend(len(order) + len(issuer.issued) // _LABELS_COPIED_PER_STEP)
        for node in order:
            if node in self._canonical.issued:
                path += self._canonical.issued[node]
            else:
                if node not in issuer.issued:
                    pending.append(node)
                path += issuer.issue(node)
            if best and len(path) >= len(best) and path > best:
                return None
        for node in pending:
            digest, deeper = self._hash_n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = deeper
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issuer

    def _spend(self, steps: int) -> None:
        self._budget -= steps
        if self._budget < 0:
            raise InputError("canonicalization_budget_exceeded")


def _orders(nodes: list[str]) -> Iterator[tuple[str, ...]]:
    """The permutations of ``nodes``, each once, in the order of `itertools.permutations`.

    A node stands here once for each quad that it shares: in an embedded credential the name of the graph stands as
    often as an object has members, and all the orders of one thing are one order.
    """
    distinct = dict.fromkeys(nodes)
    if len(distinct) == len(nodes):
        yield from permutations(nodes)
        return
    for first in distinct:
        rest = list(nodes)
        rest.remove(first)
        for others in _orders(rest) if rest else [()]:
            yield (first, *others)
