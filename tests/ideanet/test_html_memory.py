"""What texts became the last time is not made again, and takes no more room than it is given."""

from ideanet import html
from ideanet.html.memory import Memory


class Maker:
    """Says what it is told to, and counts how often it was asked."""

    def __init__(self, says: str = "html") -> None:
        self.says = says
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return self.says


def test_what_was_made_is_not_made_again() -> None:
    memory, make = Memory(), Maker()
    assert [memory.recall("key", "text", make) for _ in range(3)] == ["html"] * 3
    assert make.asked == 1


def test_what_was_used_last_stays_and_the_rest_makes_room() -> None:
    memory, first, second, third = Memory(1_000), Maker(), Maker(), Maker()
    for number in range(125):  # as many of eight characters as there is room for
        memory.recall(number, "text", first if number == 0 else second)
    memory.recall(0, "text", first)
    memory.recall("one more", "text", third)
    memory.recall(0, "text", first)
    memory.recall(1, "text", third)
    assert (first.asked, third.asked) == (1, 2)


def test_a_text_that_takes_much_room_is_made_each_time() -> None:
    memory, make = Memory(1_000), Maker("h" * 20)
    memory.recall("key", "text", make)
    memory.recall("key", "text", make)
    assert make.asked == 2


def test_the_same_text_in_another_place_is_another_result() -> None:
    text = "# Head\n\nSee @Ann Other, ![](/pictures/1/)"
    found = {
        html.render(text),
        html.render(text, top=4),
        html.render(text, names={"Ann Other": "/people/1/"}),
        html.inline(text),
    }
    assert len(found) == 4
    assert html.render(text) == html.render(text)
