"""Why a file is not taken: a plain sentence for whoever brought it."""


class RefusedFileError(Exception):
    """The message says what is wrong with the file and what would be taken instead."""
