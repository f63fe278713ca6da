#!/bin/bash
# NDArray.toString of DJL 0.36.0 takes the minus of a number below -1 for one of its digits: unless another number of the
# array needs as many, one digit after the point is rounded away, so that -3.5 is shown as -4 and -1.1 and -2.2 as -1 and -2,
# with nothing that says so. The array itself is right. What a notebook shows of logits and weights is wrong by up to a half.
# Seen with PyTorch 2.7.1 and Java 17:
#
#   [-3.5]               is shown as  [-4.]
#   [-1.1, -2.2]         is shown as  [-1., -2.]
#   [-0.99, -1.49, 2.0]  is shown as  [-0.99, -1.49,  2.  ]
#   [-99.6, 0.0]         is shown as  [-100.,   0.]
#   [3.5]                is shown as  [3.5]
#   [-3.5, 3.5]          is shown as  [-3.5,  3.5]
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

cat > Shown.java <<'JAVA'
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

class Shown {
    public static void main(String[] none) {
        try (var manager = NDManager.newBaseManager()) {
            for (float[] values : new float[][] {{-3.5f}, {-1.1f, -2.2f}, {-0.99f, -1.49f, 2}, {-99.6f, 0}, {3.5f}, {-3.5f, 3.5f}}) {
                var shown = manager.create(values).toString().split("\n")[1]; // the first line names shape and type
                System.out.printf("%-20s is shown as  %s%n", Arrays.toString(values), shown);
            }
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Shown.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
[-3.5]               is shown as  [-4.]
[-1.1, -2.2]         is shown as  [-1., -2.]
[-0.99, -1.49, 2.0]  is shown as  [-0.99, -1.49,  2.  ]
[-99.6, 0.0]         is shown as  [-100.,   0.]
[3.5]                is shown as  [3.5]
[-3.5, 3.5]          is shown as  [-3.5,  3.5]
SEEN
