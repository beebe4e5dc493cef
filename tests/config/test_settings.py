"""The tests run with their own settings."""

from django.conf import settings


def test_the_tests_have_settings_of_their_own_whatever_the_environment_names():
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert settings.REDIS_PREFIX.startswith("tests-")
