#!/bin/bash
# UPDATE_DISPLAY of the Kotlin kernel 0.11.0-398 (the last on Maven Central) rewrites nothing: its message has an empty
# parent_header, so a client cannot tell which cell it belongs to, and nbclient (nbconvert, papermill) drops it. DISPLAY
# with the same id is right. Seen with nbclient 0.11.0, jupyter_client 8.10.0, Java 17:
#
#   display_data          of the cell   {'text/plain': 'one'}
#   update_display_data   of no cell    {'text/plain': 'two'}
#   in the notebook: one
#
# Needs a JDK 17 to 19, Maven and Python 3.10 or later. Exits 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.jetbrains.kotlinx</groupId>
      <artifactId>kotlin-jupyter-kernel</artifactId>
      <version>0.11.0-398</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"
python3 -m venv env
env/bin/pip install -q nbclient==0.11.0 jupyter_client==8.10.0
jars=$(printf '%s:' jars/*.jar | sed "s#jars/#$folder/jars/#g; s/:\$//")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p data/kernels/kotlin
cat > data/kernels/kotlin/kernel.json <<JSON
{"argv": ["$java", "-cp", "$jars", "org.jetbrains.kotlinx.jupyter.IkotlinKt", "{connection_file}",
  "-classpath=$jars", "-home=$folder/home"], "display_name": "Kotlin", "language": "kotlin"}
JSON
export JUPYTER_PATH=$folder/data JUPYTER_RUNTIME_DIR=$folder/run JUPYTER_CONFIG_DIR=$folder/config

cat > try.py <<'PY'
from subprocess import DEVNULL

import nbformat
from jupyter_client.channels import AsyncZMQSocketChannel as Channel
from nbclient import NotebookClient

seen = []
usual = Channel.get_msg

async def heard(self, *args, **kwargs):
    message = await usual(self, *args, **kwargs)
    if message["msg_type"].endswith("display_data"):
        whose = "the cell" if message["parent_header"].get("msg_id") else "no cell"
        seen.append((message["msg_type"], whose))
        print(f"{message['msg_type']:21} of {whose:10} {message['content']['data']}")
    return message

Channel.get_msg = heard
cell = nbformat.v4.new_code_cell(
    'DISPLAY(mimeResult("text/plain" to "one"), "line")\n'
    'UPDATE_DISPLAY(mimeResult("text/plain" to "two"), "line")\nThread.sleep(1000)')
book = nbformat.v4.new_notebook(cells=[cell])
NotebookClient(book, kernel_name="kotlin", timeout=300, startup_timeout=300).execute(
    stdout=DEVNULL, stderr=DEVNULL)  # its log
left = [output["data"]["text/plain"] for output in book.cells[0].outputs if "data" in output]
print("in the notebook:", *left)
raise SystemExit(
    seen != [("display_data", "the cell"), ("update_display_data", "no cell")] or left != ["one"])
PY
env/bin/python try.py
