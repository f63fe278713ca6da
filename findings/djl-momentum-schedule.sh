#!/bin/bash
# Momentum of DJL 0.36.0's Optimizer.sgd() is not PyTorch's, though it runs on PyTorch: it keeps each gradient times the rate
# that it was met with, where torch.optim.SGD multiplies all that it keeps by the rate of the moment. With a fixed rate they
# are equal; after a schedule lowers the rate, DJL goes on with steps of the old one for as long as the momentum lasts, so a
# published recipe is another recipe here. Four of the seven optimizers are built and then refuse their first update. Seen
# with PyTorch 2.7.1 and Java 17, a weight that starts at 0, a gradient of 1, momentum 0.9:
#
#   update  rate    DJL  PyTorch's rule
#        1   1.0  -1.00           -1.00
#        2   1.0  -2.90           -2.90
#        3   1.0  -5.61           -5.61
#        4   0.1  -8.15           -5.95
#        5   0.1 -10.53           -6.36
#        6   0.1 -12.78           -6.83
#   adadelta, first update: UnsupportedOperationException
#   adagrad, first update: UnsupportedOperationException
#   nag, first update: UnsupportedOperationException
#   rmsprop, first update: UnsupportedOperationException
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

cat > Optimizers.java <<'JAVA'
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Map;
import java.util.TreeMap;

class Optimizers {
    public static void main(String[] none) {
        try (var manager = NDManager.newBaseManager()) {
            Tracker rates = update -> update <= 3 ? 1f : 0.1f; // as any schedule with a step
            var sgd = Optimizer.sgd().setLearningRateTracker(rates).optMomentum(0.9f).build();
            var weight = manager.zeros(new Shape(1));
            weight.setRequiresGradient(true);
            double torch = 0;
            double momentum = 0;
            System.out.println("update  rate    DJL  PyTorch's rule");
            for (int update = 1; update <= 6; update++) {
                sgd.update("weight", weight, manager.ones(new Shape(1)));
                momentum = 0.9 * momentum + 1; // as torch.optim.SGD is documented, for a gradient of 1
                torch -= rates.getNewValue(update) * momentum;
                System.out.printf("%6d %5.1f %6.2f %15.2f%n", update, rates.getNewValue(update), weight.getFloat(), torch);
            }
            var rate = Tracker.fixed(0.1f);
            var others = new TreeMap<>(Map.of(
                    "adadelta", Optimizer.adadelta().build(),
                    "adagrad", Optimizer.adagrad().optLearningRateTracker(rate).build(),
                    "nag", Optimizer.nag().setLearningRateTracker(rate).setMomentum(0.9f).build(),
                    "rmsprop", Optimizer.rmsprop().optLearningRateTracker(rate).build()));
            others.forEach((name, optimizer) -> {
                var other = manager.zeros(new Shape(1));
                other.setRequiresGradient(true);
                try {
                    optimizer.update("weight", other, manager.ones(new Shape(1)));
                    System.out.println(name + ": one update done");
                } catch (UnsupportedOperationException e) {
                    System.out.println(name + ", first update: " + e.getClass().getSimpleName());
                }
            });
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Optimizers.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
update  rate    DJL  PyTorch's rule
     1   1.0  -1.00           -1.00
     2   1.0  -2.90           -2.90
     3   1.0  -5.61           -5.61
     4   0.1  -8.15           -5.95
     5   0.1 -10.53           -6.36
     6   0.1 -12.78           -6.83
adadelta, first update: UnsupportedOperationException
adagrad, first update: UnsupportedOperationException
nag, first update: UnsupportedOperationException
rmsprop, first update: UnsupportedOperationException
SEEN
