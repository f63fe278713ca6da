#!/bin/bash
# nbgrader 0.9.5 and a Java kernel (rapaio-jupyter-kernel 3.0.1) agree on few check cells. nbgrader takes any line on standard
# error for a failed check: one log line and a right answer has 0 points. A check written with assert, as in nbgrader's own
# Python examples, is never evaluated in the kernel, and a wrong answer has all of them. A check cell whose last line is an
# expression, for partial credit or just because a method gives something back, raises a KeyError in nbgrader, since this
# kernel shows values as text/html alone. Seen with nbclient 0.11.0, Java 17, 4 points a cell:
#
#   if (right(2) != 4) throw new Error();                              4
#   if (wrong(2) != 4) throw new Error();                              0
#   assert right(2) == 4;                                              4
#   assert wrong(2) == 4;                                              4
#   System.err.println("log"); if (right(2) != 4) throw new Error();   0
#   right(2) == 4 ? 4 : 2                                              KeyError: 'text/plain'
#   wrong(2) == 4 ? 4 : 2                                              KeyError: 'text/plain'
#
# Needs a JDK of 17 or later, Maven and Python 3.10 or later. Exits 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=io.github.padreati:rapaio-jupyter-kernel:3.0.1 -DoutputDirectory="$folder"
python3 -m venv env
env/bin/pip install -q nbgrader==0.9.5 nbclient==0.11.0
mkdir -p data/kernels/java
cat > data/kernels/java/kernel.json <<JSON
{"argv": ["${JAVA_HOME:+$JAVA_HOME/bin/}java", "-jar", "$folder/rapaio-jupyter-kernel-3.0.1.jar", "{connection_file}"],
  "display_name": "Java", "language": "java"}
JSON
export JUPYTER_PATH=$folder/data JUPYTER_RUNTIME_DIR=$folder/run JUPYTER_CONFIG_DIR=$folder/config
export JUPYTER_DATA_DIR=$folder/own IPYTHONDIR=$folder/ipython

cat > try.py <<'PY'
from subprocess import DEVNULL

import nbformat
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

ANSWERS = "int right(int x) { return 2 * x; }\nint wrong(int x) { return x; }"
CHECKS = [
    "if (right(2) != 4) throw new Error();",
    "if (wrong(2) != 4) throw new Error();",
    "assert right(2) == 4;",
    "assert wrong(2) == 4;",
    'System.err.println("log"); if (right(2) != 4) throw new Error();',
    "right(2) == 4 ? 4 : 2",
    "wrong(2) == 4 ? 4 : 2",
]

def check(source):
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": 4}
    return cell

def points(cell):
    try:
        return f"{determine_grade(cell)[0]:g}"
    except KeyError as e:
        return f"KeyError: {e}"

cells = [nbformat.v4.new_code_cell(ANSWERS), *map(check, CHECKS)]
book = nbformat.v4.new_notebook(cells=cells)
NotebookClient(book, kernel_name="java", timeout=300, startup_timeout=300, allow_errors=True).execute(
    stdout=DEVNULL, stderr=DEVNULL)  # its log
for cell in book.cells[1:]:
    print(f"{cell.source:66} {points(cell)}")
PY
env/bin/python try.py > seen
cat seen
diff seen - <<'SEEN'
if (right(2) != 4) throw new Error();                              4
if (wrong(2) != 4) throw new Error();                              0
assert right(2) == 4;                                              4
assert wrong(2) == 4;                                              4
System.err.println("log"); if (right(2) != 4) throw new Error();   0
right(2) == 4 ? 4 : 2                                              KeyError: 'text/plain'
wrong(2) == 4 ? 4 : 2                                              KeyError: 'text/plain'
SEEN
