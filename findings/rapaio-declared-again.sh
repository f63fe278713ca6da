#!/bin/bash
# A variable that is declared again in rapaio-jupyter-kernel 3.0.1 begins at 0 or null before its initializer runs, so that
# `int epochs = epochs + 1;` gives 1, and one whose initializer throws stays 0: the cell shows the error, the cells below go on
# with an accuracy of 0.0. JShell of the same JDK, by which the kernel compiles cells, goes on from the value that was there,
# and so does Python. Only where a variable is declared for the third time by the same line is its value kept. Seen with Java
# 17 and nbclient 0.11.0:
#
#   cell                                                 JShell         rapaio
#   double accuracy = 91.5;
#   double accuracy = Double.parseDouble("no number");   an exception   an exception
#   accuracy                                             91.5           0.0
#   int epochs = 5;
#   int epochs = epochs + 1;
#   epochs                                               6              1
#   int epochs = epochs + 1;
#   epochs                                               7              2
#   String net = "ResNet";
#   String net = net + "-20";
#   net                                                  "ResNet-20"    null-20
#
# Needs a JDK of 17 or later, Maven and Python 3.10 or later. Exits 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=io.github.padreati:rapaio-jupyter-kernel:3.0.1 -DoutputDirectory="$folder"
python3 -m venv env
env/bin/pip install -q nbclient==0.11.0
mkdir -p data/kernels/java
cat > data/kernels/java/kernel.json <<JSON
{"argv": ["$java", "-jar", "$folder/rapaio-jupyter-kernel-3.0.1.jar", "{connection_file}"],
  "display_name": "Java", "language": "java"}
JSON
export JUPYTER_PATH=$folder/data JUPYTER_RUNTIME_DIR=$folder/run JUPYTER_CONFIG_DIR=$folder/config

cat > cells <<'CELLS'
double accuracy = 91.5;
double accuracy = Double.parseDouble("no number");
accuracy
int epochs = 5;
int epochs = epochs + 1;
epochs
int epochs = epochs + 1;
epochs
String net = "ResNet";
String net = net + "-20";
net
CELLS

cat > Cells.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;

class Cells {
    public static void main(String[] file) throws Exception {
        try (var shell = JShell.create()) {
            for (String cell : Files.readAllLines(Path.of(file[0]))) {
                SnippetEvent event = shell.eval(cell).get(0);
                System.out.println(event.exception() != null ? "an exception" : cell.endsWith(";") ? "" : event.value());
            }
        }
    }
}
JAVA
"$java" Cells.java cells > in-jshell

cat > try.py <<'PY'
from subprocess import DEVNULL

import nbformat
from nbclient import NotebookClient

def shown(cell):
    for output in cell.outputs:
        return "an exception" if output.output_type == "error" else output.data["text/html"]
    return ""

lines = open("cells").read().splitlines()
for again in [True, True, True, False]:  # a kernel that was asked too early does not answer
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line) for line in lines])
    try:
        NotebookClient(book, kernel_name="java", timeout=300, startup_timeout=60, allow_errors=True).execute(
            stdout=DEVNULL, stderr=DEVNULL)  # its log
        break
    except RuntimeError:
        if not again:
            raise
for cell, in_jshell in zip(book.cells, open("in-jshell").read().splitlines()):
    print(f"{cell.source:52} {in_jshell:14} {shown(cell)}".rstrip())
PY
env/bin/python try.py > seen
cat seen
diff seen - <<'SEEN'
double accuracy = 91.5;
double accuracy = Double.parseDouble("no number");   an exception   an exception
accuracy                                             91.5           0.0
int epochs = 5;
int epochs = epochs + 1;
epochs                                               6              1
int epochs = epochs + 1;
epochs                                               7              2
String net = "ResNet";
String net = net + "-20";
net                                                  "ResNet-20"    null-20
SEEN
