#!/bin/bash
# RandomFlipLeftRight and RandomFlipTopBottom of DJL 0.36.0 never flip on PyTorch: they call flip, which gives a new array,
# and return the old one. A recipe for CIFAR-10 with flips trains without. Besides, what an ArrayDataset (DJL's own MNIST,
# Fashion-MNIST and CIFAR-10 are such) hands to a transform is a batch, where any other RandomAccessDataset hands an image,
# so that whatever a transform draws at random is the same for the whole batch. Nothing is raised. Seen with PyTorch 2.7.1
# and Java 17, an image of two rows 1 2 and 3 4, then 6 images in batches of 4:
#
#   image.flip(1): [2.0, 1.0, 4.0, 3.0]
#   RandomFlipLeftRight: 0 of 1000 images flipped
#   RandomFlipTopBottom: 0 of 1000 images flipped
#   a transform of an ArrayDataset: [(4, 28, 28, 1), (2, 28, 28, 1)]
#   a transform of another RandomAccessDataset: [(28, 28, 1), (28, 28, 1), (28, 28, 1), (28, 28, 1), (28, 28, 1), (28, 28, 1)]
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

cat > Flips.java <<'JAVA'
import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.modality.cv.transform.RandomFlipTopBottom;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.translate.Transform;
import ai.djl.util.Progress;
import java.util.ArrayList;
import java.util.Arrays;

class Flips {
    public static void main(String[] none) throws Exception {
        try (var manager = NDManager.newBaseManager()) {
            var image = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2, 1)); // height, width, channel
            System.out.println("image.flip(1): " + Arrays.toString(image.flip(1).toFloatArray()));
            for (Transform flip : new Transform[] {new RandomFlipLeftRight(), new RandomFlipTopBottom()}) {
                int changed = 0;
                for (int i = 0; i < 1000; i++) {
                    changed += flip.transform(image.duplicate()).contentEquals(image) ? 0 : 1;
                }
                System.out.printf("%s: %d of 1000 images flipped%n", flip.getClass().getSimpleName(), changed);
            }

            var images = manager.zeros(new Shape(6, 28, 28, 1));
            var shapes = new ArrayList<Shape>();
            Transform ask = array -> {
                shapes.add(array.getShape());
                return array;
            };
            var array = new ArrayDataset.Builder().setData(images).addTransform(ask).setSampling(4, false).build();
            array.getData(manager).forEach(Batch::close);
            System.out.println("a transform of an ArrayDataset: " + shapes);
            shapes.clear();
            var own = new Own(new Own.Builder(images).addTransform(ask).setSampling(4, false));
            own.getData(manager).forEach(Batch::close);
            System.out.println("a transform of another RandomAccessDataset: " + shapes);
        }
    }

    static class Own extends RandomAccessDataset {
        private final NDArray images;

        Own(Builder builder) {
            super(builder);
            images = builder.images;
        }

        @Override
        public Record get(NDManager manager, long index) {
            return new Record(new NDList(images.get(manager, index)), new NDList(manager.create(index)));
        }

        @Override
        protected long availableSize() {
            return images.size(0);
        }

        @Override
        public void prepare(Progress progress) {}

        static class Builder extends BaseBuilder<Builder> {
            private final NDArray images;

            Builder(NDArray images) {
                this.images = images;
            }

            @Override
            protected Builder self() {
                return this;
            }
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Flips.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
image.flip(1): [2.0, 1.0, 4.0, 3.0]
RandomFlipLeftRight: 0 of 1000 images flipped
RandomFlipTopBottom: 0 of 1000 images flipped
a transform of an ArrayDataset: [(4, 28, 28, 1), (2, 28, 28, 1)]
a transform of another RandomAccessDataset: [(28, 28, 1), (28, 28, 1), (28, 28, 1), (28, 28, 1), (28, 28, 1), (28, 28, 1)]
SEEN
