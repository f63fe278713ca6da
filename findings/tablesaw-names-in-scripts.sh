#!/bin/bash
# The script that Tablesaw 0.44.4 (jsplot) writes of a chart has names of traces escaped for HTML and not for JavaScript: what
# the script reads is the entity, and a name that ends in a backslash takes its closing quote away, so that the script does
# not run at all. The same words as values of a column are right: those are quoted as JSON. Seen with Java 17 and Node 20, the
# name as the script reads it and the value of the column:
#
#   ResNet, depth 20   ResNet, depth 20
#   it&#39;s          it's
#   SyntaxError        runs\
#
# Needs a JDK of 17 or later, Maven and Node. Exits 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>tech.tablesaw</groupId><artifactId>tablesaw-jsplot</artifactId><version>0.44.4</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Names.java <<'JAVA'
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.plotly.traces.BarTrace;

class Names {
    public static void main(String[] names) {
        for (String name : names) {
            var values = StringColumn.create("network", name);
            var trace = BarTrace.builder(values, DoubleColumn.create("accuracy", new double[] {1})).name(name).build();
            System.out.println(trace.asJavascript(0).replace("\n", " "));
        }
    }
}
JAVA
cat > read.js <<'JS'
const scripts = require('fs').readFileSync(0, 'utf8').split('\n').filter(line => line.trim());
for (const script of scripts) {
  try {
    console.log(new Function(script + '; return trace0.name;')());
  } catch (e) {
    console.log(e.name);
  }
  console.log(JSON.parse(script.match(/x: (\[.*?\]),/)[1])[0]);
}
JS
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Names.java 'ResNet, depth 20' "it's" 'runs\' 2> said > scripts
node read.js < scripts > read
paste -sd '\t\n' read
printf '%s\n' 'ResNet, depth 20' 'ResNet, depth 20' 'it&#39;s' "it's" 'SyntaxError' 'runs\' | diff - read
