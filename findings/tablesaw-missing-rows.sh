#!/bin/bash
# Table.countBy of Tablesaw 0.44.4 does not count rows but what the table's first column has in them: a group is as small as
# that column has gaps, and the same table with its columns in another order gives other counts. dropDuplicateRows keeps
# equal rows that have a missing number, since a missing one equals none; and the standard deviation of a single value is 0,
# not missing, so that one run looks like the most certain of all. Nothing is raised. Seen with Java 17, three runs of
# ResNet, two of DenseNet, two accuracies of ResNet missing:
#
#   countBy, accuracy the first column: ResNet 1 DenseNet 2
#   countBy, network the first column: ResNet 3 DenseNet 2
#   rows of ResNet after dropDuplicateRows: 3
#   standard deviation of one value: 0.0
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

cat > Counts.java <<'JAVA'
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class Counts {
    public static void main(String[] none) {
        // Five runs of two networks; of two runs nobody knows the accuracy.
        var network = StringColumn.create("network", "ResNet", "ResNet", "ResNet", "DenseNet", "DenseNet");
        var accuracy = DoubleColumn.create("accuracy", new double[] {91.5, Double.NaN, Double.NaN, 92.5, 92.0});
        show("countBy, accuracy the first column:", Table.create("runs", accuracy, network).countBy("network"));
        show("countBy, network the first column:", Table.create("runs", network, accuracy).countBy("network"));
        var rows = Table.create("runs", network, accuracy).dropDuplicateRows();
        System.out.println("rows of ResNet after dropDuplicateRows: " + rows.stringColumn("network").isEqualTo("ResNet").size());
        System.out.println("standard deviation of one value: " + accuracy.first(1).standardDeviation());
    }

    static void show(String words, Table counts) {
        var text = new StringBuilder(words);
        counts.forEach(row -> text.append(' ').append(row.getString(0)).append(' ').append(row.getInt(1)));
        System.out.println(text);
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Counts.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
countBy, accuracy the first column: ResNet 1 DenseNet 2
countBy, network the first column: ResNet 3 DenseNet 2
rows of ResNet after dropDuplicateRows: 3
standard deviation of one value: 0.0
SEEN
