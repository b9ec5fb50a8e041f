"""The classes of Open Badges 3.0 §B and CLR 2.0 §B as a table: which members, of what kind, which of them required.

A class takes members beyond the table unless it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sceau.encoding.strict_json import JsonValue
from sceau.openbadges.rules import (
    CredentialShape,
    Rule,
    Shape,
    address,
    anything,
    compact_jws,
    country,
    day,
    language,
    listed,
    moment,
    number,
    one_of,
    one_or_listed,
    text,
    truth,
)
from sceau.openbadges.vocabulary import (
    AchievementType,
    AlignmentTarget,
    AssociationType,
    IdentifierType,
    ResultStatus,
    ResultType,
)
from sceau.problems import Problem


def of(name: str) -> Rule:
    """The rule of the class ``name``, looked up when it is needed: classes hold each other."""

    def rule(value: JsonValue, here: str) -> Iterator[Problem]:
        yield from SHAPES[name].check(value, here)

    return rule


def _profile_reference(value: JsonValue, here: str) -> Iterator[Problem]:
    yield from (address if isinstance(value, str) else of("Profile"))(value, here)


def _open(kind: str, required: tuple[str, ...] = (), /, **members: Rule) -> Shape:
    return Shape(members, required, ((kind,),))


def _typed(*required: str) -> Shape:
    """A service or a rule of somebody else's: its type is told, its other members are its own."""
    return Shape({"id": address, "type": text}, (*required, "type"))


_ENDORSED: dict[str, Rule] = {"endorsement": listed(of("EndorsementCredential")), "endorsementJwt": listed(compact_jws)}

_CREDENTIAL: dict[str, Rule] = {
    "id": address,
    "name": text,
    "description": text,
    "issuer": _profile_reference,
    "awardedDate": moment,
    "proof": listed(of("Proof")),
    "credentialSchema": listed(of("CredentialSchema")),
    # The Open Badges schema takes one object; the data model takes several as well, and both purposes of a list use it
    "credentialStatus": one_or_listed(of("CredentialStatus")),
    "refreshService": of("RefreshService"),
    "termsOfUse": listed(of("TermsOfUse")),
}
_OB_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json")
_CLR_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json")
_REQUIRED = ("id", "issuer", "credentialSubject")


def _credential(
    members: dict[str, Rule],
    *kinds: str,
    required: tuple[str, ...] = (),
    contexts: tuple[re.Pattern[str], ...] = (_OB_CONTEXT,),
) -> Shape:
    groups = (("VerifiableCredential",), kinds)
    return CredentialShape(_CREDENTIAL | members, (*_REQUIRED, *required), groups, contexts=contexts)


SHAPES: dict[str, Shape] = {
    "AchievementCredential": _credential(
        {
            "image": of("Image"),
            "credentialSubject": of("AchievementSubject"),
            "evidence": listed(of("Evidence")),
            **_ENDORSED,
        },
        "AchievementCredential",
        "OpenBadgeCredential",
    ),
    "EndorsementCredential": _credential(
        {"credentialSubject": of("EndorsementSubject")}, "EndorsementCredential", required=("name",)
    ),
    "ClrCredential": _credential(
        {"image": of("Image"), "partial": truth, "credentialSubject": of("ClrSubject"), **_ENDORSED},
        "ClrCredential",
        required=("name",),
        contexts=(_CLR_CONTEXT, _OB_CONTEXT),
    ),
    "AchievementSubject": _open(
        "AchievementSubject",
        ("achievement",),
        id=address,
        activityStartDate=moment,
        activityEndDate=moment,
        creditsEarned=number,
        achievement=of("Achievement"),
        identifier=listed(of("IdentityObject")),
        image=of("Image"),
        licenseNumber=text,
        narrative=text,
        result=listed(of("Result")),
        role=text,
        source=of("Profile"),
        term=text,
    ),
    "EndorsementSubject": _open("EndorsementSubject", ("id",), id=address, endorsementComment=text),
    "ClrSubject": _open(
        "ClrSubject",
        ("verifiableCredential",),
        id=address,
        identifier=listed(of("IdentityObject")),
        achievement=listed(of("Achievement")),
        verifiableCredential=listed(anything),  # each has a shape of its own, and a reader of its own
        association=listed(of("Association")),
    ),
    "Association": Shape(
        {
            "associationType": one_of(AssociationType, extensible=False),
            "sourceId": address,
            "targetId": address,
        },
        ("associationType", "sourceId", "targetId"),
        kind="Association",
        closed=True,
    ),
    "Achievement": _open(
        "Achievement",
        ("id", "name", "description", "criteria"),
        id=address,
        alignment=listed(of("Alignment")),
        achievementType=one_of(AchievementType),
        creator=of("Profile"),
        creditsAvailable=number,
        criteria=of("Criteria"),
        description=text,
        fieldOfStudy=text,
        humanCode=text,
        image=of("Image"),
        inLanguage=language,
        name=text,
        otherIdentifier=listed(of("IdentifierEntry")),
        related=listed(of("Related")),
        resultDescription=listed(of("ResultDescription")),
        specialization=text,
        tag=listed(text),
        version=text,
        **_ENDORSED,
    ),
    "Alignment": _open(
        "Alignment",
        ("targetName", "targetUrl"),
        targetCode=text,
        targetDescription=text,
        targetName=text,
        targetFramework=text,
        targetType=one_of(AlignmentTarget),
        targetUrl=address,
    ),
    "Criteria": Shape({"id": address, "narrative": text}),
    "Evidence": _open("Evidence", id=address, narrative=text, name=text, description=text, genre=text, audience=text),
    "Related": _open("Related", ("id",), id=address, inLanguage=language, version=text),
    "Result": _open(
        "Result",
        achievedLevel=address,
        alignment=listed(of("Alignment")),
        resultDescription=address,
        status=one_of(ResultStatus, extensible=False),
        value=text,
    ),
    "ResultDescription": _open(
        "ResultDescription",
        ("id", "name", "resultType"),
        id=address,
        alignment=listed(of("Alignment")),
        allowedValue=listed(text),
        name=text,
        requiredLevel=address,
        requiredValue=text,
        resultType=one_of(ResultType),
        rubricCriterionLevel=listed(of("RubricCriterionLevel")),
        valueMax=text,
        valueMin=text,
    ),
    "RubricCriterionLevel": _open(
        "RubricCriterionLevel",
        ("id", "name"),
        id=address,
        alignment=listed(of("Alignment")),
        description=text,
        level=text,
        name=text,
        points=text,
    ),
    "Profile": _open(
        "Profile",
        ("id",),
        id=address,
        url=address,
        email=text,
        image=of("Image"),
        address=of("Address"),
        otherIdentifier=listed(of("IdentifierEntry")),
        parentOrg=of("Profile"),
        dateOfBirth=day,
        **dict.fromkeys(
            (
                *("name", "phone", "description", "official", "familyName", "givenName", "additionalName"),
                *("patronymicName", "honorificPrefix", "honorificSuffix", "familyNamePrefix"),
            ),
            text,
        ),
        **_ENDORSED,
    ),
    "Address": _open(
        "Address",
        addressCountry=text,
        addressCountryCode=country,
        addressRegion=text,
        addressLocality=text,
        streetAddress=text,
        postOfficeBoxNumber=text,
        postalCode=text,
        geo=of("GeoCoordinates"),
    ),
    "GeoCoordinates": Shape(
        {"latitude": number, "longitude": number}, ("latitude", "longitude"), kind="GeoCoordinates"
    ),
    "IdentityObject": Shape(
        {"hashed": truth, "identityHash": text, "identityType": one_of(IdentifierType), "salt": text},
        ("hashed", "identityHash", "identityType"),
        kind="IdentityObject",
        closed=True,
    ),
    "IdentifierEntry": Shape(
        {"identifier": text, "identifierType": one_of(IdentifierType)},
        ("identifier", "identifierType"),
        kind="IdentifierEntry",
        closed=True,
    ),
    "Image": Shape({"id": address, "caption": text}, ("id",), kind="Image", closed=True),
    "Proof": Shape(
        {
            "type": text,
            "created": moment,
            **dict.fromkeys(
                (
                    *("cryptosuite", "challenge", "domain", "nonce"),
                    *("proofPurpose", "proofValue", "verificationMethod"),
                ),
                text,
            ),
        },
        ("type",),
    ),
    "CredentialSchema": _typed("id"),
    "CredentialStatus": _typed("id"),
    "RefreshService": _typed("id"),
    "TermsOfUse": _typed(),
}
