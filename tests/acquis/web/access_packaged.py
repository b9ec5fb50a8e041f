"""The routes of the sign-in package, which guards itself: what each visitor gets is written down all the same."""

from __future__ import annotations

from tests.acquis.web.routes import PACKAGED, Access


def _signed_in(outsider: int = 200, **arguments: object) -> Access:
    """A page for whoever is signed in: their own account, never another's."""
    return Access(PACKAGED, lambda world: arguments, anonymous=302, outsider=outsider)


def _signed_out() -> Access:
    """A page of signing in: whoever is signed in is led on."""
    return Access(PACKAGED, anonymous=200, outsider=302)


PACKAGED_ROUTES = {
    "account_change_password": _signed_in(),
    "account_confirm_login_code": _signed_in(302),
    "account_email": _signed_in(),
    "account_email_verification_sent": _signed_in(302),
    "account_inactive": Access(PACKAGED),
    "account_login": _signed_out(),
    "account_logout": _signed_in(),
    "account_reauthenticate": _signed_in(),
    "account_request_login_code": _signed_out(),
    "account_reset_password": Access(PACKAGED),
    "account_reset_password_done": Access(PACKAGED),
    "account_reset_password_from_key": Access(PACKAGED, lambda world: {"uidb36": "1", "key": "never-sent"}),
    "account_reset_password_from_key_done": Access(PACKAGED),
    "account_set_password": _signed_in(302),
    "account_signup": _signed_out(),
    "mfa_activate_totp": _signed_in(302),
    "mfa_add_webauthn": _signed_in(302),
    "mfa_authenticate": _signed_in(302),
    "mfa_deactivate_totp": _signed_in(404),
    "mfa_download_recovery_codes": _signed_in(404),
    "mfa_edit_webauthn": _signed_in(302, pk=1),
    "mfa_generate_recovery_codes": _signed_in(302),
    "mfa_index": _signed_in(),
    "mfa_list_webauthn": _signed_in(),
    "mfa_login_webauthn": _signed_in(302),
    "mfa_reauthenticate": _signed_in(302),
    "mfa_reauthenticate_webauthn": _signed_in(302),
    "mfa_remove_webauthn": _signed_in(302, pk=1),
    "mfa_view_recovery_codes": _signed_in(404),
}
