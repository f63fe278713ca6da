#!/bin/bash
# Functions of Tablesaw 0.44.4 that take a missing value for a value, while mean, max and min leave it out: round() makes 0 of
# a missing double, so that the mean falls; Kendall's correlation takes it for the greatest number, where Pearson's is missing;
# so does a descending order, in which it comes first, as the best; and a missing date is before every other. Nothing is raised.
# Seen with Java 17, four runs, of which the deepest lacks its accuracy and its date:
#
#   mean 91.9, rounded first 68.8
#   correlation with depth: Pearson NaN, Kendall 0.33, Kendall of the three -0.33
#   depths, best accuracy first: [56, 20, 44, 32]
#   depths, lowest accuracy first: [32, 44, 20, 56]
#   depths of runs before 2026-11-02: [20, 56]
#   first date: 2026-11-01
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
    <dependency><groupId>tech.tablesaw</groupId><artifactId>tablesaw-core</artifactId><version>0.44.4</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Missing.java <<'JAVA'
import java.time.LocalDate;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class Missing {
    public static void main(String[] none) {
        var depth = IntColumn.create("depth", 20, 32, 44, 56);
        var accuracy = DoubleColumn.create("accuracy", new double[] {92.4, 91.2, 92.1, Double.NaN});
        var date = DateColumn.create("date");
        date.append(LocalDate.of(2026, 11, 1)).append(LocalDate.of(2026, 11, 2)).append(LocalDate.of(2026, 11, 3));
        date.appendMissing();
        var runs = Table.create("runs", depth, accuracy, date);
        System.out.printf("mean %.1f, rounded first %.1f%n", accuracy.mean(), accuracy.round().mean());
        System.out.printf("correlation with depth: Pearson %.2f, Kendall %.2f, Kendall of the three %.2f%n",
                accuracy.pearsons(depth), accuracy.kendalls(depth), accuracy.first(3).kendalls(depth.first(3)));
        System.out.println("depths, best accuracy first: " + runs.sortDescendingOn("accuracy").intColumn("depth").asList());
        System.out.println("depths, lowest accuracy first: " + runs.sortAscendingOn("accuracy").intColumn("depth").asList());
        var early = runs.where(date.isBefore(LocalDate.of(2026, 11, 2)));
        System.out.println("depths of runs before 2026-11-02: " + early.intColumn("depth").asList());
        System.out.println("first date: " + date.min());
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Missing.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
mean 91.9, rounded first 68.8
correlation with depth: Pearson NaN, Kendall 0.33, Kendall of the three -0.33
depths, best accuracy first: [56, 20, 44, 32]
depths, lowest accuracy first: [32, 44, 20, 56]
depths of runs before 2026-11-02: [20, 56]
first date: 2026-11-01
SEEN
