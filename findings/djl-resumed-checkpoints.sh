#!/bin/bash
# Who loads a model, trains on and loads it again has the weights of before, with DJL 0.36.0. SaveModelTrainingListener counts
# epochs from 1 in each training, so one that is resumed overwrites the first files of the one before, and Model.load without an
# epoch takes the file with the greatest number, which is an old one. Nothing is raised. Seen with PyTorch 2.7.1 and Java 17,
# one weight that is to become 1, four epochs and two more:
#
#   after 4 epochs  weight 0.938, epoch 4
#   loaded          weight 0.938, epoch 4
#   after 2 more    weight 0.984, epoch 2
#   loaded again    weight 0.938, epoch 4
#   [net-0001.params, net-0002.params, net-0003.params, net-0004.params]
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

cat > Resumed.java <<'JAVA'
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Files;
import java.nio.file.Path;

class Resumed {
    static final Path FOLDER = Path.of("checkpoints");

    public static void main(String[] none) throws Exception {
        try (var model = model()) {
            train(model, 4);
            show("after 4 epochs", model);
        }
        try (var model = model()) {
            model.load(FOLDER);
            show("loaded", model);
            train(model, 2);
            show("after 2 more", model);
        }
        try (var model = model()) {
            model.load(FOLDER);
            show("loaded again", model);
        }
        try (var files = Files.list(FOLDER)) {
            System.out.println(files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    static Model model() {
        var model = Model.newInstance("net");
        model.setBlock(Linear.builder().setUnits(1).optBias(false).build());
        return model;
    }

    static void train(Model model, int epochs) throws Exception {
        var config = new DefaultTrainingConfig(Loss.l2Loss())
                .optInitializer(Initializer.ZEROS, parameter -> true)
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.5f)).build())
                .addTrainingListeners(new SaveModelTrainingListener(FOLDER.toString(), "net", 1));
        try (var manager = NDManager.newBaseManager(); var trainer = model.newTrainer(config)) {
            var ones = manager.ones(new Shape(4, 1));
            trainer.initialize(ones.getShape());
            var rows = new ArrayDataset.Builder().setData(ones).optLabels(ones).setSampling(4, false).build();
            EasyTrain.fit(trainer, epochs, rows, null);
        }
    }

    static void show(String when, Model model) {
        var weight = model.getBlock().getParameters().get("weight").getArray().getFloat();
        System.out.printf("%-15s weight %.3f, epoch %s%n", when, weight, model.getProperty("Epoch"));
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Resumed.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
after 4 epochs  weight 0.938, epoch 4
loaded          weight 0.938, epoch 4
after 2 more    weight 0.984, epoch 2
loaded again    weight 0.938, epoch 4
[net-0001.params, net-0002.params, net-0003.params, net-0004.params]
SEEN
