#!/bin/bash
# Two losses of DJL 0.36.0 do not say how wrong a network is. L1Loss with a weight leaves the predictions out: it is the mean
# of the labels times the weight. SigmoidBinaryCrossEntropyLoss with fromSigmoid lacks the minus, so that a better network
# has the greater loss and training by it unlearns. Neither raises anything. Seen with PyTorch 2.7.1 and Java 17, truth 1 and
# 0, a good guess (0.9 and 0.2) and a bad one (0.1 and 0.8):
#
#   l1Loss()                                         0.150    0.850
#   l1Loss("L1", 0.5)                                0.250    0.250
#   sigmoidBinaryCrossEntropyLoss(), of logits       0.164    1.956
#   the same with fromSigmoid, of probabilities     -0.164   -1.956
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

cat > Losses.java <<'JAVA'
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.loss.Loss;

class Losses {
    public static void main(String[] none) {
        try (var manager = NDManager.newBaseManager()) {
            var truth = manager.create(new float[] {1, 0});
            var good = manager.create(new float[] {0.9f, 0.2f});
            var bad = manager.create(new float[] {0.1f, 0.8f});
            show("l1Loss()", Loss.l1Loss(), truth, good, bad);
            show("l1Loss(\"L1\", 0.5)", Loss.l1Loss("L1", 0.5f), truth, good, bad);
            show("sigmoidBinaryCrossEntropyLoss(), of logits", Loss.sigmoidBinaryCrossEntropyLoss(),
                    truth, logit(good), logit(bad));
            show("the same with fromSigmoid, of probabilities", Loss.sigmoidBinaryCrossEntropyLoss("BCE", 1, true),
                    truth, good, bad);
        }
    }

    static NDArray logit(NDArray p) {
        return p.div(p.neg().add(1)).log();
    }

    static void show(String name, Loss loss, NDArray labels, NDArray good, NDArray bad) {
        System.out.printf("%-45s %8.3f %8.3f%n", name,
                loss.evaluate(new NDList(labels), new NDList(good)).getFloat(),
                loss.evaluate(new NDList(labels), new NDList(bad)).getFloat());
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Losses.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
l1Loss()                                         0.150    0.850
l1Loss("L1", 0.5)                                0.250    0.250
sigmoidBinaryCrossEntropyLoss(), of logits       0.164    1.956
the same with fromSigmoid, of probabilities     -0.164   -1.956
SEEN
