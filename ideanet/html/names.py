"""The names of people in a text, as links to them."""

from markdown_it.rules_inline import StateInline


def link_names(state: StateInline, silent: bool) -> bool:
    """Read `@Name` as a link where the page says whose name it is; never inside a link or a word."""
    at = state.pos
    if state.src[at] != "@" or state.linkLevel or (at and state.src[at - 1].isalnum()):
        return False
    names = state.env.get("names") or {}
    # The longest first: Ann Lee before Ann.
    for name in sorted(names, key=len, reverse=True):
        end = at + 1 + len(name)
        if state.src.startswith(name, at + 1) and not state.src[end : end + 1].isalnum():
            if not silent:
                _link(state, f"@{name}", names[name])
            state.pos = end
            return True
    return False


def _link(state: StateInline, words: str, address: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": address}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)
