#!/bin/bash
# RandomSampler of DJL 0.36.0, by which setSampling(size, true) shuffles, never leaves a row where it was and never gives
# most orders: it swaps as Sattolo's algorithm does, not as Fisher's and Yates's, so that every order is one cycle through
# all rows. Two rows always change places; of n! orders (n - 1)! can come. randomSplit swaps each row with any, which does
# not give every order as often as another. Seen with PyTorch 2.7.1 and Java 17, 24,000 shuffles each, then 27,000 splits,
# counted in 27ths:
#
#   2 rows: 1 orders, [10]; rows at their own place: 0
#   3 rows: 2 orders, [120, 201]; rows at their own place: 0
#   4 rows: 6 orders, [1230, 1302, 2031, 2310, 3012, 3201]; rows at their own place: 0
#   randomSplit(1, 1, 1) of 3 rows, of 27: [012 4, 021 5, 102 5, 120 5, 201 4, 210 4]
#
# Needs a JDK of 17 or later, Maven and Linux on x86-64. Exits 1 when that has changed.
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
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-engine</artifactId><version>0.36.0</version></dependency>
    <dependency>
      <groupId>ai.djl.pytorch</groupId>
      <artifactId>pytorch-jni</artifactId>
      <version>2.7.1-0.36.0</version>
    </dependency>
    <dependency>
      <groupId>ai.djl.pytorch</groupId>
      <artifactId>pytorch-native-cpu</artifactId>
      <version>2.7.1</version>
      <classifier>linux-x86_64</classifier>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Shuffles.java <<'JAVA'
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.RandomSampler;
import java.util.TreeMap;

class Shuffles {
    public static void main(String[] none) throws Exception {
        try (var manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(1);
            for (int rows : new int[] {2, 3, 4}) {
                var set = new ArrayDataset.Builder().setData(manager.arange(rows)).setSampling(rows, true).build();
                var orders = new TreeMap<String, Integer>();
                int stayed = 0;
                for (int i = 0; i < 24_000; i++) {
                    var order = new StringBuilder();
                    new RandomSampler().sample(set).forEachRemaining(order::append);
                    orders.merge(order.toString(), 1, Integer::sum);
                    for (int place = 0; place < rows; place++) {
                        stayed += order.charAt(place) == '0' + place ? 1 : 0;
                    }
                }
                System.out.printf("%d rows: %d orders, %s; rows at their own place: %d%n",
                        rows, orders.size(), orders.keySet(), stayed);
            }
            var set = new ArrayDataset.Builder().setData(manager.arange(3)).setSampling(3, true).build();
            var orders = new TreeMap<String, Integer>();
            for (int i = 0; i < 27_000; i++) {
                var order = new StringBuilder();
                for (RandomAccessDataset part : set.randomSplit(1, 1, 1)) {
                    try (var own = manager.newSubManager()) {
                        order.append(part.get(own, 0).getData().head().toArray()[0].intValue());
                    }
                }
                orders.merge(order.toString(), 1, Integer::sum);
            }
            System.out.println("randomSplit(1, 1, 1) of 3 rows, of 27: "
                    + orders.entrySet().stream().map(e -> e.getKey() + " " + Math.round(e.getValue() / 1000.0)).toList());
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Shuffles.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
2 rows: 1 orders, [10]; rows at their own place: 0
3 rows: 2 orders, [120, 201]; rows at their own place: 0
4 rows: 6 orders, [1230, 1302, 2031, 2310, 3012, 3201]; rows at their own place: 0
randomSplit(1, 1, 1) of 3 rows, of 27: [012 4, 021 5, 102 5, 120 5, 201 4, 210 4]
SEEN
