"""Runs cases one after the other, prints a line for each, and ends the process with the result."""
import sys
import traceback


def run(cases):
    failed = 0
    for case in cases:
        name = case.__name__.replace("_", " ")
        try:
            case()
            print(f"ok      {name}")
        except Exception:
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
