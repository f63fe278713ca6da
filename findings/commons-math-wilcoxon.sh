#!/bin/bash
# WilcoxonSignedRankTest of commons-math3 3.6.1 takes a pair of equal values for evidence: a difference of 0 gets a rank and
# is counted on the side of the negative ones, where Wilcoxon leaves it out. So a sample differs significantly from itself,
# and the two-sided p value depends on which sample is named first. Networks that agree on a seed, as accuracies of few
# digits do, look different. Seen with Java 17, ten values x, and y equal to them but for one:
#
#   x against itself, exact         0.0020
#   x against itself, asymptotic    0.0043
#   x against y, exact              0.0840
#   y against x, exact              0.0020
#   x against y, Student's t test   0.3434
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
    <dependency><groupId>org.apache.commons</groupId><artifactId>commons-math3</artifactId><version>3.6.1</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Same.java <<'JAVA'
import java.util.function.DoubleSupplier;
import org.apache.commons.math3.stat.inference.TTest;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;

class Same {
    public static void main(String[] none) {
        var wilcoxon = new WilcoxonSignedRankTest();
        double[] x = {91.2, 90.8, 91.5, 91.1, 90.9, 91.4, 91.0, 90.7, 91.3, 91.6};
        double[] one = x.clone();
        one[0] += 0.1; // nine pairs are equal, one differs
        show("x against itself, exact", () -> wilcoxon.wilcoxonSignedRankTest(x, x.clone(), true));
        show("x against itself, asymptotic", () -> wilcoxon.wilcoxonSignedRankTest(x, x.clone(), false));
        show("x against y, exact", () -> wilcoxon.wilcoxonSignedRankTest(x, one, true));
        show("y against x, exact", () -> wilcoxon.wilcoxonSignedRankTest(one, x, true));
        show("x against y, Student's t test", () -> new TTest().pairedTTest(x, one));
    }

    static void show(String pair, DoubleSupplier p) {
        System.out.printf("%-31s %.4f%n", pair, p.getAsDouble());
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Same.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
x against itself, exact         0.0020
x against itself, asymptotic    0.0043
x against y, exact              0.0840
y against x, exact              0.0020
x against y, Student's t test   0.3434
SEEN
