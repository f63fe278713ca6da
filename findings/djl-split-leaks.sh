#!/bin/bash
# ArrayDataset.randomSplit of DJL 0.36.0 (MNIST, Fashion-MNIST and CIFAR-10 of DJL are ArrayDatasets, too) gives parts that
# hold two sets of rows each: a batch in random order takes the rows that were drawn, but a batch of consecutive places, so
# every batch in sequence and every batch of one, takes the rows with those numbers in the whole set as if nothing had been
# drawn. A network that trains on random batches of one part and is tested in sequence on the other is tested on rows that it
# was trained on. Seen with PyTorch 2.7.1 and Java 17, 1000 rows split 8 to 2, seed 1:
#
#   rows that training in random batches meets                  800
#   of the 200 of the test part, also among those:
#     by get(manager, index)                                      0
#     in random batches                                           0
#     in batches in sequence                                    140
#     in random batches of one                                  140
#   rows of the test part in sequence                      800..999
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

cat > Split.java <<'JAVA'
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.RandomSampler;
import ai.djl.training.dataset.Sampler;
import ai.djl.training.dataset.SequenceSampler;
import java.util.TreeSet;

class Split {
    public static void main(String[] none) throws Exception {
        try (var manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(1);
            var rows = manager.create(java.util.stream.LongStream.range(0, 1000).toArray()); // each row is its number
            var parts = new ArrayDataset.Builder().setData(rows).setSampling(64, true).build().randomSplit(8, 2);
            var random = new BatchSampler(new RandomSampler(), 64);
            var sequence = new BatchSampler(new SequenceSampler(), 64);
            var met = rows(parts[0], manager, random);
            var read = new TreeSet<Long>();
            for (int i = 0; i < parts[1].size(); i++) {
                read.add(parts[1].get(manager, i).getData().head().getLong());
            }
            var tested = rows(parts[1], manager, sequence);
            System.out.printf("rows that training in random batches meets %20d%n", met.size());
            System.out.printf("of the %d of the test part, also among those:%n", parts[1].size());
            System.out.printf("  by get(manager, index) %38d%n", shared(met, read));
            System.out.printf("  in random batches %43d%n", shared(met, rows(parts[1], manager, random)));
            System.out.printf("  in batches in sequence %38d%n", shared(met, tested));
            var ones = new BatchSampler(new RandomSampler(), 1);
            System.out.printf("  in random batches of one %36d%n", shared(met, rows(parts[1], manager, ones)));
            System.out.printf("rows of the test part in sequence %29s%n", tested.first() + ".." + tested.last());
        }
    }

    static TreeSet<Long> rows(RandomAccessDataset part, NDManager manager, Sampler sampler) throws Exception {
        var rows = new TreeSet<Long>();
        for (var batch : part.getData(manager, sampler)) {
            for (long row : batch.getData().head().toLongArray()) {
                rows.add(row);
            }
            batch.close();
        }
        return rows;
    }

    static int shared(TreeSet<Long> these, TreeSet<Long> those) {
        var both = new TreeSet<>(these);
        both.retainAll(those);
        return both.size();
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Split.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
rows that training in random batches meets                  800
of the 200 of the test part, also among those:
  by get(manager, index)                                      0
  in random batches                                           0
  in batches in sequence                                    140
  in random batches of one                                  140
rows of the test part in sequence                      800..999
SEEN
