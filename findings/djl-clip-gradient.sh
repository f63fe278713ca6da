#!/bin/bash
# optClipGrad(1) of DJL 0.36.0's optimizers clips what is above 1 and lets everything below -1 pass, on PyTorch, though it is
# documented as max(min(grad, 1), -1): a gradient that explodes downwards is not stopped, and one that has been clipped
# points elsewhere. Seen with PyTorch 2.7.1 and Java 17, the step that Optimizer.sgd() with a rate of 1 takes for gradients
# of 10, 0.5, -0.5 and -10:
#
#   without clip   [10.0, 0.5, -0.5, -10.0]
#   optClipGrad(1) [1.0, 0.5, -0.5, -10.0]
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

cat > Clip.java <<'JAVA'
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;

class Clip {
    public static void main(String[] none) {
        try (var manager = NDManager.newBaseManager()) {
            for (float limit : new float[] {-1, 1}) {
                var sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1)).optClipGrad(limit).build();
                var weights = manager.zeros(new Shape(4));
                weights.setRequiresGradient(true);
                sgd.update("weights", weights, manager.create(new float[] {10, 0.5f, -0.5f, -10}));
                System.out.printf("%-14s %s%n", limit < 0 ? "without clip" : "optClipGrad(1)",
                        Arrays.toString(weights.neg().toFloatArray()));
            }
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Clip.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
without clip   [10.0, 0.5, -0.5, -10.0]
optClipGrad(1) [1.0, 0.5, -0.5, -10.0]
SEEN
