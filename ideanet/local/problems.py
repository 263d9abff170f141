"""What can go wrong on a person's own machine, each as one sentence and a way out."""


class LocalError(Exception):
    """A plain sentence with a way out; the command line prints it and ends with code 1."""
