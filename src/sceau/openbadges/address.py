"""Where somebody is: Address, GeoCoordinates (Open Badges 3.0 §B)."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.members import Extra, extended, filled
from sceau.records import field, record


@record
class Coordinates:
    """A point on Earth.

    Attributes:
        latitude: degrees (WGS 84), north positive.
        longitude: degrees (WGS 84), east positive.
    """

    latitude: float
    longitude: float

    def to_json(self) -> JsonObject:
        """The GeoCoordinates."""
        return {"type": "GeoCoordinates", "latitude": self.latitude, "longitude": self.longitude}


@record
class Address:
    """A postal address, each line "" when it has none.

    Attributes:
        country: its name.
        country_code: ISO 3166-1 alpha-2.
        region, locality, street, post_office_box, postal_code: as on an envelope.
        coordinates: or None.
        extra: members beyond the specification.
    """

    country: str = ""
    country_code: str = ""
    region: str = ""
    locality: str = ""
    street: str = ""
    post_office_box: str = ""
    postal_code: str = ""
    coordinates: Coordinates | None = None
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Address."""
        found: JsonObject = {"type": ["Address"]}
        found |= filled(
            {
                "addressCountry": self.country,
                "addressCountryCode": self.country_code,
                "addressRegion": self.region,
                "addressLocality": self.locality,
                "streetAddress": self.street,
                "postOfficeBoxNumber": self.post_office_box,
                "postalCode": self.postal_code,
                "geo": self.coordinates.to_json() if self.coordinates else None,
            }
        )
        return extended(found, self.extra)
