"""The templates of published pages; jinja2's one door."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from scrutiny_cli.output.document import ListBlock, label_prefix, number_action, row_heading
from scrutiny_cli.publish.links import safe_href


def load_template(name: str, filters: Mapping[str, Callable[[str], object]]) -> Callable[..., str]:
    """Return what renders a template with its variables; every text in it is escaped."""
    environment = Environment(
        loader=PackageLoader("scrutiny_cli", "publish/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"row_heading": row_heading, "number_action": number_action}
    environment.filters |= {"safe_href": safe_href, "label_prefix": label_prefix, **filters}
    environment.tests["list"] = lambda block: isinstance(block, ListBlock)
    return environment.get_template(name).render
