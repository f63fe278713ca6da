#!/bin/bash
# A nearest-neighbour model of Tribuo 4.3.2 with the backend INNERTHREADPOOL overlooks training examples: each thread searches
# size / threads of them, rounded down, and none searches the rest. Here each of five examples of three classes is classified by
# its nearest neighbour, which is itself, and the last, the only shirt, becomes a coat. The other backends are right, and so is
# this one with a single example. Nothing is raised. Seen with Java 17:
#
#   backend          threads  the five examples are            the last alone
#   STREAMS               1  boot boot coat coat shirt        shirt
#   STREAMS               2  boot boot coat coat shirt        shirt
#   STREAMS               4  boot boot coat coat shirt        shirt
#   THREADPOOL            1  boot boot coat coat shirt        shirt
#   THREADPOOL            2  boot boot coat coat shirt        shirt
#   THREADPOOL            4  boot boot coat coat shirt        shirt
#   INNERTHREADPOOL       1  boot boot coat coat shirt        shirt
#   INNERTHREADPOOL       2  boot boot coat coat coat         shirt
#   INNERTHREADPOOL       4  boot boot coat coat coat         shirt
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
    <dependency>
      <groupId>org.tribuo</groupId>
      <artifactId>tribuo-common-nearest-neighbour</artifactId>
      <version>4.3.2</version>
    </dependency>
    <dependency>
      <groupId>org.tribuo</groupId>
      <artifactId>tribuo-classification-core</artifactId>
      <version>4.3.2</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Threads.java <<'JAVA'
import java.util.List;
import java.util.stream.Collectors;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.nearest.KNNModel.Backend;
import org.tribuo.common.nearest.KNNTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class Threads {
    public static void main(String[] none) {
        var set = new MutableDataset<>(new SimpleDataSourceProvenance("made here", new LabelFactory()), new LabelFactory());
        var classes = List.of("boot", "boot", "coat", "coat", "shirt");
        for (int i = 0; i < classes.size(); i++) {
            set.add(new ArrayExample<>(new Label(classes.get(i)), new String[] {"x", "y"}, new double[] {i, 1}));
        }
        System.out.println("backend          threads  the five examples are            the last alone");
        for (var backend : Backend.values()) {
            for (int threads : new int[] {1, 2, 4}) {
                var model = new KNNTrainer<>(1, new L2Distance(), threads, new VotingCombiner(), backend,
                        NeighboursQueryFactoryType.BRUTE_FORCE).train(set);
                var found = model.predict(set).stream().map(p -> p.getOutput().getLabel()).collect(Collectors.joining(" "));
                System.out.printf("%-17s %5d  %-32s %s%n", backend, threads, found,
                        model.predict(set.getExample(4)).getOutput().getLabel());
            }
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Threads.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
backend          threads  the five examples are            the last alone
STREAMS               1  boot boot coat coat shirt        shirt
STREAMS               2  boot boot coat coat shirt        shirt
STREAMS               4  boot boot coat coat shirt        shirt
THREADPOOL            1  boot boot coat coat shirt        shirt
THREADPOOL            2  boot boot coat coat shirt        shirt
THREADPOOL            4  boot boot coat coat shirt        shirt
INNERTHREADPOOL       1  boot boot coat coat shirt        shirt
INNERTHREADPOOL       2  boot boot coat coat coat         shirt
INNERTHREADPOOL       4  boot boot coat coat coat         shirt
SEEN
