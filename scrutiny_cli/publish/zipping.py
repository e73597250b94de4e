"""Zip files whose bytes depend on their parts alone."""

from __future__ import annotations

import io
import zipfile

_TYPES = "[Content_Types].xml"
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


def read_zip(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zip_parts(parts: dict[str, bytes]) -> bytes:
    """Zip parts by name, the list of their types first, all with one time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            info = zipfile.ZipInfo(name, _FIRST_MOMENT)
            info.create_system, info.compress_type = 0, zipfile.ZIP_DEFLATED
            zipped.writestr(info, parts[name])
    return stream.getvalue()
