#!/bin/bash
# MultiFactorTracker of DJL 0.36.0 remembers how far it was asked: who looks at a schedule before the training, to draw it,
# or trains twice with one tracker, trains at the last and lowest rate from the first update on. The other trackers answer
# the same at any time. FactorTracker with a minimum stops at the power nearest to it, be that below the minimum or above.
# Seen with Java 17, a base of 0.1 with a factor of 0.1 after updates 30 and 60, then a base of 1:
#
#   multiFactor, update 1: 0.100
#   multiFactor, update 31: 0.010
#   multiFactor, update 61: 0.001
#   multiFactor, update 1: 0.001
#   factor 0.3, optMinValue(0.1), update 1000: 0.090
#   factor 0.5, optMinValue(0.1), update 1000: 0.125
#
# Needs a JDK of 17 or later and Maven. Exits 1 when that has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export LC_ALL=C  # numbers as in the output above

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><version>0.36.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Trackers.java <<'JAVA'
import ai.djl.training.tracker.Tracker;

class Trackers {
    public static void main(String[] none) {
        var drawn = Tracker.multiFactor().setBaseValue(0.1f).setSteps(new int[] {30, 60}).optFactor(0.1f).build();
        for (int update : new int[] {1, 31, 61, 1}) {
            System.out.printf("multiFactor, update %d: %.3f%n", update, drawn.getNewValue(update));
        }
        for (float factor : new float[] {0.3f, 0.5f}) {
            var tracker = Tracker.factor().setBaseValue(1).setFactor(factor).optMinValue(0.1f).build();
            System.out.printf("factor %.1f, optMinValue(0.1), update 1000: %.3f%n", factor, tracker.getNewValue(1000));
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Trackers.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
multiFactor, update 1: 0.100
multiFactor, update 31: 0.010
multiFactor, update 61: 0.001
multiFactor, update 1: 0.001
factor 0.3, optMinValue(0.1), update 1000: 0.090
factor 0.5, optMinValue(0.1), update 1000: 0.125
SEEN
