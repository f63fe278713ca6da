#!/bin/bash
# The Kotlin kernel 0.11.0-398 (the last on Maven Central) answers no message whose header has a field that it does not
# know. JupyterLab 4.4 and later, and Notebook 7.4 and later, write "subshell_id": null into every header, as the
# protocol allows (5.5, JEP 91), so there no cell of this kernel ever runs; it is not stuck, and answers the next message
# without that field. Seen with jupyter_client 8.10.0, Java 17:
#
#   a header as of jupyter_client          kernel_info_reply
#   with "subshell_id": null               no reply in 10 s
#   as of jupyter_client again             kernel_info_reply
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
env/bin/pip install -q jupyter_client==8.10.0
jars=$(printf '%s:' jars/*.jar | sed "s#jars/#$folder/jars/#g; s/:\$//")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p data/kernels/kotlin
cat > data/kernels/kotlin/kernel.json <<JSON
{"argv": ["$java", "-cp", "$jars", "org.jetbrains.kotlinx.jupyter.IkotlinKt", "{connection_file}",
  "-classpath=$jars", "-home=$folder/home"], "display_name": "Kotlin", "language": "kotlin"}
JSON
export JUPYTER_PATH=$folder/data JUPYTER_RUNTIME_DIR=$folder/run JUPYTER_CONFIG_DIR=$folder/config

cat > try.py <<'PY'
from queue import Empty
from subprocess import DEVNULL

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(
    startup_timeout=300, kernel_name="kotlin", stdout=DEVNULL, stderr=DEVNULL)  # its log

def answer(fields, seconds):
    message = client.session.msg("kernel_info_request", {})
    message["header"].update(fields)
    client.shell_channel.send(message)
    try:
        while True:
            reply = client.get_shell_msg(timeout=seconds)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["msg_type"]
    except Empty:
        return f"no reply in {seconds} s"

try:
    seen = []
    for words, fields, seconds in (
            ("a header as of jupyter_client", {}, 60),
            ('with "subshell_id": null', {"subshell_id": None}, 10),
            ("as of jupyter_client again", {}, 60)):
        seen.append(answer(fields, seconds))
        print(f"{words:38} {seen[-1]}")
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
raise SystemExit(seen != ["kernel_info_reply", "no reply in 10 s", "kernel_info_reply"])
PY
env/bin/python try.py
