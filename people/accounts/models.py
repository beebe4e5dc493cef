"""Who signs in: a user is an email address and a name; what they may do comes from memberships."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import connections, models
from django.db.models.functions import Lower
from django.utils import timezone

from people.prepared import Prepared

# By hand, as every page of everyone signed in asks it; in the model's order.
COLUMNS = ("id", "password", "last_login", "is_superuser", "email", "name", "is_active", "is_staff", "date_joined")
BY_KEY = Prepared("user_by_key", f"SELECT {', '.join(COLUMNS)} FROM people_user WHERE id = %(key)s", key="bigint")  # noqa: S608 -- names alone


class UserManager(BaseUserManager["User"]):
    """Makes users by email address."""

    def get(self, *args: Any, **wanted: Any) -> "User":
        """By key alone, as the session asks, without the ORM; a manager of some users only (type) keeps to those."""
        if type(self) is not UserManager or args or wanted.keys() != {"pk"} or not isinstance(wanted["pk"], int):
            return super().get(*args, **wanted)
        with connections[self.db].cursor() as cursor:
            BY_KEY.ask(cursor, {"key": wanted["pk"]})
            row = cursor.fetchone()
        if row is None:
            raise self.model.DoesNotExist(f"There is no user {wanted['pk']}.")
        return self.model.from_db(self.db, COLUMNS, row)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField("full name", max_length=200)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may use the admin site", default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=("Someone already has an account with this email address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
