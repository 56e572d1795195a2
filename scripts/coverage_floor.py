"""Fails if the coverage of a module is below its floor. Usage: python -m scripts.coverage_floor coverage.json."""

import json
from pathlib import Path
import sys
from typing import Any

FLOOR = 95.0
FULL = {f"custom_components/trakt_upcoming/{flow}.py" for flow in ("config_flow", "import_flow", "options_flow")}


def too_low(report: dict[str, Any]) -> list[str]:
    """Return a message for each module of a JSON coverage report that is below its floor, in percent."""
    complaints = []
    for module, result in report["files"].items():
        covered: float = result["summary"]["percent_covered"]
        floor = 100.0 if module in FULL else FLOOR
        if covered < floor:
            missing = ", ".join(str(line) for line in result["missing_lines"])
            complaints.append(f"{module}: {covered:.1f} % instead of {floor:.0f} %, missing lines: {missing or 'none'}")
    return complaints


def main() -> int:
    """Print the messages and return the exit code."""
    report = json.loads(Path(sys.argv[1]).read_text())
    complaints = too_low(report)
    print("\n".join(complaints) or f"{report['totals']['percent_covered']:.1f} % of lines and branches")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
