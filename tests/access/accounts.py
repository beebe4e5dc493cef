"""The sign-in pages: strangers reach the public ones, everyone else their own account and nobody else's."""

from tests.access.row import Row

OWN = {"anonymous": 302, "everyone": 200}
STRANGERS_ONLY = {"anonymous": 200, "everyone": 302}
NOTHING_THERE = {"anonymous": 302, "everyone": 404}
SHORT_FLOW = {"everyone": 302}

ROWS = [
    Row("account_login", **STRANGERS_ONLY),
    Row("account_signup", **STRANGERS_ONLY),
    Row("account_logout", **OWN),
    Row("account_inactive", everyone=200),
    Row("account_reauthenticate", **OWN),
    Row("account_email", **OWN),
    Row("account_email_verification_sent", everyone=200),
    Row("account_change_password", **OWN),
    Row("account_set_password", **SHORT_FLOW),
    Row("account_reset_password", everyone=200),
    Row("account_reset_password_done", everyone=200),
    Row("account_reset_password_from_key", args=lambda world: ["0", "no-such-key"], everyone=200),
    Row("account_reset_password_from_key_done", everyone=200),
    Row("account_confirm_login_code", **SHORT_FLOW),
    Row("account_confirm_email", args=lambda world: ["no-such-key"], everyone=200),
    Row("mfa_index", **OWN),
    Row("mfa_authenticate", **SHORT_FLOW),
    Row("mfa_reauthenticate", **SHORT_FLOW),
    Row("mfa_activate_totp", **SHORT_FLOW),
    Row("mfa_deactivate_totp", **NOTHING_THERE),
    Row("mfa_view_recovery_codes", **NOTHING_THERE),
    Row("mfa_generate_recovery_codes", **SHORT_FLOW),
    Row("mfa_download_recovery_codes", **NOTHING_THERE),
    Row("mfa_login_webauthn", **SHORT_FLOW),
    Row("mfa_reauthenticate_webauthn", **SHORT_FLOW),
    Row("mfa_list_webauthn", **OWN),
    Row("mfa_add_webauthn", **SHORT_FLOW),
    Row("mfa_edit_webauthn", args=lambda world: [0], **SHORT_FLOW),
    Row("mfa_remove_webauthn", args=lambda world: [0], **SHORT_FLOW),
    Row("socialaccount_login_cancelled", everyone=200),
    Row("socialaccount_login_error", everyone=401),
    Row("socialaccount_signup", **SHORT_FLOW),
    Row("socialaccount_connections", **OWN),
    Row("usersessions_list", **OWN),
    # Addresses of an earlier version of allauth, which sends on to the new ones.
    *(
        Row(f"nameless social/{old}/", path=f"/accounts/social/{old}/", everyone=301)
        for old in ("login/cancelled", "login/error", "signup", "connections")
    ),
    # No provider is configured in the tests.
    Row("openid_connect_login", args=lambda world: ["none"], everyone=404),
    Row("openid_connect_callback", args=lambda world: ["none"], everyone=404),
]
