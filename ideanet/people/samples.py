"""What the style page shows its components with; nothing of it is in the database."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ideanet.html import render as render_markdown
from ideanet.paging import Page
from ideanet.people.models import Person

NAMES: Final = (
    "Ada Ashworth",
    "Ben Okafor",
    "Chen Li",
    "Dunja Petrović",
    "Elif Demir",
    "Farah Haddad",
    "Goran Novak",
    "Hana Sato",
    "Ines Duarte",
    "Jonas Weber",
)
STAGES: Final = {
    "draft": "Draft",
    "open": "Open",
    "in_review": "In review",
    "approved": "Approved",
    "published": "Published",
    "adopted": "Adopted",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
    "merged": "Merged",
    "archived": "Archived",
}
ICONS: Final = (
    "search",
    "bell",
    "menu",
    "close",
    "pen",
    "plus",
    "check",
    "alert",
    "info",
    "right",
    "down",
    "up",
    "out",
    "lock",
    "eye",
    "clock",
    "file",
    "comment",
    "copy",
    "download",
    "bin",
    "key",
    "person",
    "people",
    "link",
    "quote",
    "mail",
    "calendar",
    "filter",
    "reply",
)
COLOURS: Final = (
    "paper",
    "paper-2",
    "paper-3",
    "ink",
    "ink-2",
    "ink-3",
    "line",
    "line-2",
    "accent",
    "accent-wash",
    "danger",
    "danger-wash",
    "caution",
    "caution-wash",
)
TEXT: Final = """\
Ask a plant manager what maintenance costs and you get a figure to the cent. Ask what *not* maintaining costs
and you get a shrug, then a story. **The stories** are the real [price list](https://example.org/).

## What we sell now

We sell hours. Hours reward slowness, punish `diagnosis()` and make every improvement a loss of revenue.

> I do not want your best engineer. I want never to need him.

1. Lost output, which everybody counts.
2. Lost order, which nobody counts
   - unless the customer is also ours
3. Lost nerve.

| Industry | Cost an hour | Hours a year |
| --- | ---: | ---: |
| Food and drink | € 14,200 | 31 |
| Pharmaceuticals | € 88,000 | 9 |

```
availability = mtbf / (mtbf + mttr)
price = base + share * (availability - floor)   # shared above the floor, capped at twelve months
```

- [x] Two pilots signed
- [ ] Cap agreed with finance

### A lesser heading

The rest follows from the contract.
"""


@dataclass(frozen=True)
class Mark:
    """A loop mark to look at; the real one is drawn from events."""

    peers: bool
    customers: bool
    outside_experts: bool
    research: bool

    @property
    def label(self) -> str:
        heard = [self.peers, self.customers, self.outside_experts, self.research].count(True)
        return f"Sample mark: {heard} of four voices"


class SampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("One claim, as you would say it to a busy customer."),
        widget=forms.TextInput(attrs={"class": "is-title"}),
    )
    nugget = forms.CharField(
        label=_("Nugget"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "class": "is-prose", "data-count": ""}),
    )
    theme = forms.ChoiceField(
        label=_("Theme"), choices=[("1", "The Resilient Plant"), ("2", "Trust by Design")]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("1", "Point of view"), ("2", "White paper")], widget=forms.RadioSelect
    )
    score = forms.ChoiceField(
        label=_("Evidence"),
        choices=[(str(score), str(score)) for score in range(1, 6)],
        help_text=_("1: an opinion. 3: one good source. 5: our own research, checked by others."),
        widget=forms.RadioSelect(attrs={"class": "scale"}),
    )
    due = forms.DateField(
        label=_("Answer wanted by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    file = forms.FileField(label=_("File"), required=False)
    may_quote = forms.BooleanField(
        label=_("I agree to be quoted"), required=False, help_text=_("With name and organisation.")
    )


def samples() -> dict[str, Any]:
    """The context of people/style.html."""
    people = [Person(pk=number + 1, name=name) for number, name in enumerate(NAMES)]
    voices = [[bool(bits & 8), bool(bits & 4), bool(bits & 2), bool(bits & 1)] for bits in range(16)]
    return {
        "people": people,
        "bylines": [{"person": person} for person in people[:3]],
        "marks": [Mark(*heard) for heard in voices],
        "heard": Mark(peers=True, customers=True, outside_experts=False, research=True),
        "stages": STAGES,
        "icons": ICONS,
        "colours": COLOURS,
        "prose": render_markdown(TEXT),
        "blank_form": SampleForm(prefix="blank"),
        "failed_form": SampleForm(
            {"failed-email": "nobody", "failed-nugget": "We sell hours."}, prefix="failed"
        ),
        "page": Page[Person](items=[], next="later", is_first=False),
    }
