#!/bin/bash
# Transforms of images of DJL 0.36.0 that give another shape than they are asked for. CenterCrop and CenterFit leave a side that
# is one pixel too long as it is; RandomResizedCrop only crops, and does not resize, where the aspect ratio cannot be had; and
# NDImageUtils.normalize with one mean for all channels makes three channels of a grey image. Nothing is raised, and a network
# that ends in global pooling takes the images. Seen with PyTorch 2.7.1 and Java 17, (H, W, C), for normalize (C, H, W):
#
#   CenterCrop(28, 28)                       of (30, 30, 3)  gives (28, 28, 3)
#   CenterCrop(28, 28)                       of (29, 29, 3)  gives (29, 29, 3)
#   CenterFit(28, 28)                        of (29, 40, 3)  gives (29, 28, 3)
#   RandomResizedCrop(28, 28, 0.9, 1, 1, 1)  of (40, 40, 3)  gives (28, 28, 3)
#   RandomResizedCrop(28, 28, 0.9, 1, 1, 1)  of (20, 80, 3)  gives (20, 28, 3)
#   normalize(image, 0.5, 0.5)               of (3, 28, 28)  gives (3, 28, 28)
#   normalize(image, 0.5, 0.5)               of (1, 28, 28)  gives (3, 28, 28)
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

cat > Sizes.java <<'JAVA'
import ai.djl.modality.cv.transform.CenterCrop;
import ai.djl.modality.cv.transform.CenterFit;
import ai.djl.modality.cv.transform.RandomResizedCrop;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;

class Sizes {
    public static void main(String[] none) {
        try (var manager = NDManager.newBaseManager()) {
            show(manager, "CenterCrop(28, 28)", new CenterCrop(28, 28)::transform, new Shape(30, 30, 3));
            show(manager, "CenterCrop(28, 28)", new CenterCrop(28, 28)::transform, new Shape(29, 29, 3));
            show(manager, "CenterFit(28, 28)", new CenterFit(28, 28)::transform, new Shape(29, 40, 3));
            var crop = new RandomResizedCrop(28, 28, 0.9, 1, 1, 1);
            show(manager, "RandomResizedCrop(28, 28, 0.9, 1, 1, 1)", crop::transform, new Shape(40, 40, 3));
            show(manager, "RandomResizedCrop(28, 28, 0.9, 1, 1, 1)", crop::transform, new Shape(20, 80, 3));
            UnaryOperator<NDArray> normalize = image -> NDImageUtils.normalize(image, 0.5f, 0.5f);
            show(manager, "normalize(image, 0.5, 0.5)", normalize, new Shape(3, 28, 28));
            show(manager, "normalize(image, 0.5, 0.5)", normalize, new Shape(1, 28, 28));
        }
    }

    static void show(NDManager manager, String name, UnaryOperator<NDArray> transform, Shape of) {
        System.out.printf("%-40s of %-12s gives %s%n", name, of, transform.apply(manager.ones(of)).getShape());
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Sizes.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
CenterCrop(28, 28)                       of (30, 30, 3)  gives (28, 28, 3)
CenterCrop(28, 28)                       of (29, 29, 3)  gives (29, 29, 3)
CenterFit(28, 28)                        of (29, 40, 3)  gives (29, 28, 3)
RandomResizedCrop(28, 28, 0.9, 1, 1, 1)  of (40, 40, 3)  gives (28, 28, 3)
RandomResizedCrop(28, 28, 0.9, 1, 1, 1)  of (20, 80, 3)  gives (20, 28, 3)
normalize(image, 0.5, 0.5)               of (3, 28, 28)  gives (3, 28, 28)
normalize(image, 0.5, 0.5)               of (1, 28, 28)  gives (3, 28, 28)
SEEN
