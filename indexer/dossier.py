"""What `zhengxie describe` shows: all that is made of a file, without an index, for people to check."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer import present
from indexer.models import CleanDocument, Metadata
from indexer.prepare import Failure, described
from indexer.roots import find_sources, readable_name
from indexer.sidecar import Problem, apply_sidecars


@dataclass(frozen=True, slots=True)
class Dossier:
    """One file, or what was given as one and is none."""

    path: str
    """As it was given, or beneath the folder that was given."""
    reports: tuple[tuple[CleanDocument, Metadata], ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    is_sidecar: bool = False

    @property
    def error(self) -> str:
        """What went wrong, in one line; empty where nothing did."""
        return "; ".join(map(told, self.failures))


def told(failure: Failure) -> str:
    """What went wrong, with the member of an archive where it did."""
    reason = f"{failure.stage}: {failure.reason}"
    return reason if failure.member is None else f"{failure.member}: {reason}"


def dossiers(given: Path, *, ocr: bool = False) -> Iterator[Dossier]:
    """A dossier for a file, or for every file of a folder, with what sidecars say of it; nothing is indexed. ``ocr``: have scans recognised.

    Sidecars count in the file's folder and in all above it, since it is not known which of them is indexed.
    """
    sources = find_sources([given], {})
    problems = apply_sidecars(sources, above=True)
    path = Path(os.path.normpath(Path.cwd() / given))
    is_sidecar = bool(sources.sidecars) and not given.is_dir()
    problems = [each for each in problems if _concerns(each, path.parent if is_sidecar else path)]
    failed = [Failure(path, "find", reason) for path, reason in sources.unreachable]
    if given.is_dir() or not sources.files:
        # What concerns no single file comes first, under the name that was given.
        failed += _failures(problems)
        notes = (*sources.notes, *_notes(problems))
        if failed or notes or is_sidecar:
            yield Dossier(str(given), (), tuple(failed), notes, is_sidecar)
        for source in sources.files:
            found, failures = described(source.path, source.file, source.given, ocr=ocr)
            yield Dossier(str(given / source.file), tuple(found), tuple(failures))
        return
    for source in sources.files:
        found, failures = described(source.path, _name(given), source.given, ocr=ocr)
        yield Dossier(str(given), tuple(found), (*failures, *_failures(problems)), tuple(_notes(problems)))


def _concerns(problem: Problem, path: Path) -> bool:
    """Whether a problem is about a file or folder, or what it is about holds it or stands in it.

    Rows that name nothing may have meant what stands beside their sidecar.
    """
    about = problem.about
    if problem.harmless:
        return about in (path, path.parent) or path in about.parents
    return about == path or about in path.parents or path in about.parents


def _failures(problems: Iterable[Problem]) -> list[Failure]:
    return [
        Failure(problem.sidecar, "sidecar", f"{problem.sidecar} {problem.reason}")
        for problem in problems
        if not problem.harmless
    ]


def _notes(problems: Iterable[Problem]) -> list[str]:
    return [f"{problem.sidecar} {problem.reason}" for problem in problems if problem.harmless]


def _name(file: Path) -> str:
    """What a file is called for those who take its name as a clue: with its folders, as far as they were typed.

    Folders above the current one are none that anybody would index.
    """
    try:
        return readable_name((Path.cwd() / file).relative_to(Path.cwd()).as_posix())
    except ValueError:
        return readable_name(file.name)


def dossier_json(dossier: Dossier) -> dict[str, Any]:
    """A dossier as a JSON object, complete with texts and furniture."""
    found: dict[str, Any] = {"file": dossier.path}
    if dossier.is_sidecar:
        found["sidecar"] = True
    if dossier.failures:
        found["error"] = dossier.error
    if dossier.notes:
        found["notes"] = list(dossier.notes)
    found["reports"] = [_report_json(document, metadata) for document, metadata in dossier.reports]
    return found


def _report_json(document: CleanDocument, metadata: Metadata) -> dict[str, Any]:
    raw = document.raw
    return {
        **present.metadata_json(metadata, metadata.title),
        "format": raw.format,
        "ocr_pages": list(raw.ocr_pages),
        "encoding": raw.encoding,
        "member": raw.member,
        "part": raw.part,
        "parts": raw.parts,
        "characters": len(document.text),
        "text": document.text,
        "headings": present.headings_json(document.text, document.headings),
        "furniture": [{"text": line.text, "line": line.line} for line in document.furniture],
        "evidence": present.evidence_json(metadata.evidence),
    }
