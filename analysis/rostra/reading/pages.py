"""Pages: what people print and publish (HTML, Word, PDF), by the readers of the extra `readers`."""

from __future__ import annotations

import importlib
import io
from typing import Any

from rostra.errors import CorpusError
from rostra.reading.decoding import decode
from rostra.reading.found import Document, Found
from rostra.reading.texts import split_header

__all__ = ["read_docx", "read_html", "read_pdf"]

LARGEST = 256 * 1024**2  # bytes of one part of a Word file after unpacking
PACKAGES = {"trafilatura": "trafilatura", "docx": "python-docx", "pypdf": "pypdf"}


def _reader(module: str, name: str) -> Any:
    """Import a reader, or say how to get it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise CorpusError(
            f"{name}: reading this format needs the package {PACKAGES[module]}, which is not installed. "
            'Install it with: pip install "rostra[readers]"'
        ) from None


def read_html(name: str, data: bytes, *, encoding: str | None = None) -> Found:
    """Read the article of a web page: its text, title, date and the name of its site.

    Parameters
    ----------
    name : str
        The file, for messages.
    data : bytes
        What it holds.
    encoding : str, optional
        Its encoding; else its byte order mark, UTF-8, or what its head declares.

    Returns
    -------
    Found
        One document: the paragraphs, apart by an empty line. Menus and comments are not text.
    """
    trafilatura = _reader("trafilatura", name)
    content = decode(name, data, encoding=encoding, declared=True)
    found = Found()
    try:
        page = trafilatura.bare_extraction(
            content,
            with_metadata=True,
            include_comments=False,
            # only days that the page states, and none that depends on today
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": "2100-12-31",
            },
        )
    except Exception as error:  # a parser of others on input of strangers
        found.left_out.append((name, f"the page cannot be parsed ({type(error).__name__})"))
        return found
    text = (
        "\n\n".join(line for line in (page.text or "").split("\n") if line.strip())
        if page is not None
        else ""
    )
    if page is None or not text:
        found.left_out.append((name, "no article text in the page"))
        return found
    metadata = {"date": page.date, "source": page.sitename, "title": page.title}
    found.documents.append(Document(name, text, {key: value for key, value in metadata.items() if value}))
    return found


def read_docx(name: str, data: bytes) -> Found:
    """Read a Word file: its paragraphs and the cells of its tables, in their order.

    Parameters
    ----------
    name : str
        The file, for messages.
    data : bytes
        What it holds.

    Returns
    -------
    Found
        One document: paragraphs apart by an empty line, cells by a tab. Headers, footers,
        notes and comments are not text.
    """
    docx = _reader("docx", name)
    found = Found()
    try:
        _check_size(data)
        document = docx.Document(io.BytesIO(data))
        blocks = []
        for block in document.iter_inner_content():
            if hasattr(block, "rows"):
                blocks += ["\t".join(_cells(row)) for row in block.rows]
            else:
                blocks.append(block.text)
        title = document.core_properties.title
    except _TooLarge as error:
        found.left_out.append((name, str(error)))
        return found
    except Exception as error:  # a parser of others on input of strangers
        found.left_out.append((name, f"not a Word file that can be read ({type(error).__name__})"))
        return found
    content = "\n\n".join(block for block in blocks if block.strip())
    return _extracted(found, name, content, title, "no words in the file")


def read_pdf(name: str, data: bytes) -> Found:
    """Read the text layer of a PDF.

    Parameters
    ----------
    name : str
        The file, for messages.
    data : bytes
        What it holds.

    Returns
    -------
    Found
        One document: the pages apart by an empty line, lines as they are printed.
    """
    pypdf = _reader("pypdf", name)
    found = Found()
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            found.left_out.append((name, "encrypted: save it without its password first"))
            return found
        pages = [page.extract_text() for page in document.pages]
        title = document.metadata.title if document.metadata is not None else None
    except Exception as error:  # a parser of others on input of strangers
        found.left_out.append((name, f"not a PDF that can be read ({type(error).__name__})"))
        return found
    content = "\n\n".join(page for page in pages if page.strip())
    reason = "no text layer: a scan needs character recognition first"
    return _extracted(found, name, content, title, reason)


def _extracted(found: Found, name: str, content: str, title: object, empty: str) -> Found:
    if not content.strip():
        found.left_out.append((name, empty))
        return found
    # a half of a surrogate pair, from a broken font table, is no character
    content = content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    header = split_header(content)
    values: dict[str, Any] = dict(header.values)
    if isinstance(title, str) and title.strip():
        values.setdefault("title", title.strip())
    found.documents.append(Document(name, content[header.body_start :], values, None, header.body_start))
    return found


def _cells(row: Any) -> list[str]:
    """The cells of a row, each once: a merged cell is listed for every column it spans."""
    cells: dict[int, str] = {}
    for cell in row.cells:
        cells.setdefault(id(cell._tc), cell.text)
    return list(cells.values())


class _TooLarge(Exception):
    pass


def _check_size(data: bytes) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        largest = max(parts.infolist(), key=lambda part: part.file_size)
        if largest.file_size > LARGEST:
            raise _TooLarge(
                f"{largest.filename} in it unpacks to {largest.file_size:,} bytes, which no document needs"
            )
