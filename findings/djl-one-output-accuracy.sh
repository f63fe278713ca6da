#!/bin/bash
# Accuracy of DJL 0.36.0 says nothing of a network with one output (two classes, the logit of one of them). With labels of the
# outputs' shape it is 1 whatever the network answers, as the greatest of one number is always the first; with labels in a row
# it is the share of class 0. The loss of the same arrays is right, and so is BinaryAccuracy. Nothing is raised. Seen with
# PyTorch 2.7.1 and Java 17, four rows, classes 1 1 1 0:
#
#                                           all right  all wrong
#   Accuracy, labels (4, 1)                      1.00       1.00
#   Accuracy, labels (4)                         0.25       0.25
#   BinaryAccuracy, labels (4, 1)                1.00       0.00
#   SigmoidBinaryCrossEntropyLoss, (4, 1)        0.05       3.05
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

cat > OneOutput.java <<'JAVA'
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.evaluator.BinaryAccuracy;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.loss.Loss;

class OneOutput {
    public static void main(String[] none) {
        try (var manager = NDManager.newBaseManager()) {
            var right = manager.create(new float[] {3, 3, 3, -3}, new Shape(4, 1));
            var column = manager.create(new float[] {1, 1, 1, 0}, new Shape(4, 1));
            System.out.println("                                        all right  all wrong");
            show("Accuracy, labels (4, 1)", new Accuracy(), column, right);
            show("Accuracy, labels (4)", new Accuracy(), column.flatten(), right);
            show("BinaryAccuracy, labels (4, 1)", new BinaryAccuracy(), column, right);
            show("SigmoidBinaryCrossEntropyLoss, (4, 1)", Loss.sigmoidBinaryCrossEntropyLoss(), column, right);
        }
    }

    static void show(String name, Evaluator evaluator, NDArray labels, NDArray right) {
        System.out.printf("%-37s %11.2f %10.2f%n", name, value(evaluator, labels, right),
                value(evaluator, labels, right.neg()));
    }

    static float value(Evaluator evaluator, NDArray labels, NDArray outputs) {
        evaluator.addAccumulator("test");
        evaluator.updateAccumulators(new String[] {"test"}, new NDList(labels), new NDList(outputs));
        return evaluator.getAccumulator("test");
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' OneOutput.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
                                        all right  all wrong
Accuracy, labels (4, 1)                      1.00       1.00
Accuracy, labels (4)                         0.25       0.25
BinaryAccuracy, labels (4, 1)                1.00       0.00
SigmoidBinaryCrossEntropyLoss, (4, 1)        0.05       3.05
SEEN
