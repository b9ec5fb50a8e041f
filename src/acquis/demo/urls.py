"""Addresses of the demonstration's own pages."""

from __future__ import annotations

from django.urls import path

from acquis.demo import views

app_name = "demo"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<str:name>/<int:number>/", views.message, name="message"),
]
