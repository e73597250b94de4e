"""The templates of published pages; jinja2's one door."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from scrutiny_cli.output.document import (
    ListBlock,
    Paragraph,
    after_label,
    describe_due,
    divide_action,
    lead_action,
    number_action,
    number_mark,
    row_heading,
    separate_owner,
)
from scrutiny_cli.publish.links import link_addresses, safe_href


def load_template(name: str, filters: Mapping[str, Callable[..., object]]) -> Callable[..., str]:
    """Return what renders a template with its variables; every text in it is escaped."""
    environment = Environment(
        loader=PackageLoader("scrutiny_cli", "publish/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "row_heading": row_heading,
        "number_action": number_action,
        "number_mark": number_mark,
        "lead_action": lead_action,
        "divide_action": divide_action,
        "describe_due": describe_due,
        "separate_owner": separate_owner,
    }
    environment.filters |= {
        "safe_href": safe_href,
        "after_label": after_label,
        "parts": link_addresses,
        **filters,
    }
    environment.tests["list"] = lambda block: isinstance(block, ListBlock)
    environment.tests["decision"] = lambda block: _is_of_kind(block, "decision")
    environment.tests["note"] = lambda block: _is_of_kind(block, "note")
    return environment.get_template(name).render


def _is_of_kind(block: object, kind: str) -> bool:
    return isinstance(block, Paragraph) and block.kind == kind
