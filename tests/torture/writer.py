"""Writes comments into a running site as fast as it can and says each that was acknowledged."""

import sys

import django

django.setup()

from django.db import DatabaseError, close_old_connections  # noqa: E402 - after Django is set up
from psycopg_pool import PoolTimeout  # noqa: E402

from ideas.stages import CommentAudience  # noqa: E402
from ideas.workflow import commenting  # noqa: E402
from tests.factories import make_employee, make_idea  # noqa: E402


def main() -> None:
    author = make_employee()
    idea = make_idea(author)
    commenter = make_employee()
    say("ready", idea.pk)
    for number in range(int(sys.argv[1])):
        try:
            comment = commenting.post(
                idea,
                by=commenter,
                body=f"Word {number}",
                audience=CommentAudience.EVERYONE,
            )
        except (DatabaseError, PoolTimeout):
            close_old_connections()
            say("refused", number)
        else:
            say("acknowledged", comment.pk)


def say(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


main()
