#!/bin/bash
# Activation.mish of DJL 0.36.0 is not mish: it takes the logarithm of 1 + e^x to the base 2, where mish (Misra 2019) and
# PyTorch take the natural one. The two differ by up to 0.13, so a network with weights that were trained elsewhere gives other
# outputs. Nothing is raised. Seen with PyTorch 2.7.1 and Java 17:
#
#     x   x tanh(ln(1 + e^x))   Activation.mish
#   -2.0         -0.2525             -0.3622
#   -1.0         -0.3034             -0.4235
#    0.0          0.0000              0.0000
#    0.5          0.3752              0.4432
#    1.0          0.8651              0.9558
#    2.0          1.9440              1.9914
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

cat > Mish.java <<'JAVA'
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;

class Mish {
    public static void main(String[] none) {
        System.out.println("  x   x tanh(ln(1 + e^x))   Activation.mish");
        try (var manager = NDManager.newBaseManager()) {
            for (float x : new float[] {-2, -1, 0, 0.5f, 1, 2}) {
                System.out.printf("%4.1f %15.4f %19.4f%n", x, x * Math.tanh(Math.log1p(Math.exp(x))),
                        Activation.mish(manager.create(new float[] {x})).getFloat());
            }
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Mish.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
  x   x tanh(ln(1 + e^x))   Activation.mish
-2.0         -0.2525             -0.3622
-1.0         -0.3034             -0.4235
 0.0          0.0000              0.0000
 0.5          0.3752              0.4432
 1.0          0.8651              0.9558
 2.0          1.9440              1.9914
SEEN
