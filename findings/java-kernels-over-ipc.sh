#!/bin/bash
# A Jupyter kernel on JeroMQ (rapaio-jupyter-kernel 3.0.1; IJava, JJava and Kotlin are on it, too) that is given a connection
# file with "transport": "ipc", as Google Colab writes, makes no Unix socket. It logs that ipc is not supported, and listens
# all the same: on TCP, at ports of its own, since JeroMQ computes one from the path. The client waits for ever. Seen with
# Java 17:
#
#   ports in the connection file: 1 2 3 4 5
#   Unix sockets of the kernel: 0
#   TCP ports that the kernel listens on: 5
#   said: [SEVERE ] ipc protocol is not supported.
#
# Needs a JDK of 17 or later, Maven and Linux. Exits 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$kernel" 2>/dev/null || true; rm -rf "$folder"' EXIT
kernel=
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=io.github.padreati:rapaio-jupyter-kernel:3.0.1 -DoutputDirectory="$folder"

cat > "$folder/connection.json" <<JSON
{"transport": "ipc", "ip": "$folder/kernel", "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4,
  "hb_port": 5, "key": "0123456789abcdef", "signature_scheme": "hmac-sha256", "kernel_name": "java"}
JSON
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$folder/rapaio-jupyter-kernel-3.0.1.jar" "$folder/connection.json" \
    > "$folder/said" 2>&1 &
kernel=$!

# Of what the kernel has open: sockets that listen, by the inodes of /proc.
listening() {
    ls -l "/proc/$kernel/fd" | grep -o 'socket:\[[0-9]*' | tr -dc '0-9\n' |
        while read -r inode; do
            awk -v inode="$inode" '$4 == "0A" && $10 == inode' "/proc/$kernel/net/tcp" "/proc/$kernel/net/tcp6"
        done | wc -l
}
for _ in $(seq 120); do
    [ "$(listening)" -ge 5 ] && break
    sleep 0.5
done
sockets=$(find "$folder" -type s | wc -l)
ports=$(listening)
echo "ports in the connection file: 1 2 3 4 5"
echo "Unix sockets of the kernel: $sockets"
echo "TCP ports that the kernel listens on: $ports"
echo "said: $(grep -o '\[SEVERE.*supported\.' "$folder/said" || echo nothing of it)"
[ "$sockets" = 0 ] && [ "$ports" = 5 ]
