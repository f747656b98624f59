"""The errors a person can act on. Everything else is a bug and crashes loudly."""


class UserError(Exception):
    """A problem shown to the user as it stands: what is wrong, where, what to do (in Chinese)."""


class UnreadableInputError(UserError):
    """The input is no readable file at all (command line exit status 2)."""


class StoreError(UserError):
    """The store cannot be opened or written (command line exit status 3)."""
