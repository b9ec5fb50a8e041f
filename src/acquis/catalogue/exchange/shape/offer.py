"""What an offer consists of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from acquis.catalogue import labels, offering, wording
from acquis.catalogue.exchange.shape.fields import Field, Kind, Part, Shape, choices_of
from acquis.organizations.wording import Region

OFFER = Shape(
    subject="offers",
    head=(
        Field("id", Kind.STRING, gettext_lazy("Identifier of the offer"), longest=36, blank=""),
        Field("code", Kind.STRING, gettext_lazy("Local code of what is offered"), longest=40, blank=""),
    ),
    fields=(
        Field("label", Kind.TEXT, pgettext_lazy("offer", "Name of the offer"), longest=200),
        Field("by_module", Kind.YES_NO, gettext_lazy("The modules are paid one by one"), blank=False),
        Field("tuition_cents", Kind.CENTS, gettext_lazy("Tuition, in dollars"), "tuition", longest=999_999_999),
        Field("materials_cents", Kind.CENTS, gettext_lazy("Materials, in dollars"), "materials", longest=999_999_999),
        Field("exam_cents", Kind.CENTS, gettext_lazy("Examination, in dollars"), "exam", longest=999_999_999),
        Field(
            "delivery_mode", Kind.CODE, labels.ONCE["delivery_mode"], words=choices_of(wording.DeliveryMode), blank=""
        ),
        Field(
            "assessment_mode",
            Kind.CODE,
            labels.ONCE["assessment_mode"],
            words=choices_of(wording.AssessmentMode),
            blank="",
        ),
        Field("languages", Kind.CODES, labels.ONCE["languages"], words=choices_of(wording.Language), blank=()),
        Field("place", Kind.STRING, gettext_lazy("Place"), longest=120, blank=""),
        Field("region", Kind.CODE, gettext_lazy("Region"), words=choices_of(Region), blank=""),
        Field("registration_url", Kind.STRING, gettext_lazy("Address for registration"), longest=500, blank=""),
        Field("aids", Kind.CODES, gettext_lazy("Help with the cost"), words=choices_of(offering.AidKind), blank=()),
        Field("aid_note", Kind.TEXT, gettext_lazy("About the help with the cost"), longest=600),
    ),
    parts=(
        Part(
            "sessions",
            "session",
            gettext_lazy("Session"),
            (
                Field("intake", Kind.CODE, gettext_lazy("Intake"), words=choices_of(offering.Intake), blank="fixed"),
                Field("starts_on", Kind.DATE, gettext_lazy("First day")),
                Field("ends_on", Kind.DATE, gettext_lazy("Last day")),
                Field("places", Kind.INTEGER, gettext_lazy("Places"), longest=100_000),
                Field("module", Kind.TEXT, labels.PARTS["modules"], longest=200),
            ),
            shown=2,
        ),
    ),
)
