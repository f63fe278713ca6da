#!/bin/bash
# The loss of an epoch that DJL 0.36.0 reports (validate_loss, train_loss) is the mean over its batches and not over its
# rows: a last batch of one row counts as much as a full one, and the same network on the same rows has another loss with
# another batch size, while Accuracy weighs by rows. EarlyStoppingListener, which waits on that loss, compares each epoch
# with the one before and not with the best: after one bad epoch every epoch "improves", however long the best is past. Seen
# with PyTorch 2.7.1 and Java 17, errors of 0 0 0 0 10, then losses by epoch:
#
#   mean squared error of the same 5 rows, in batches of 5: 20.0
#   mean squared error of the same 5 rows, in batches of 4: 50.0
#   mean squared error of the same 5 rows, in batches of 3: 25.0
#   patience 2, validation loss [1.0, 2.0, 3.0, 4.0]: stops after epoch 3
#   patience 2, validation loss [1.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0]: goes on to the end
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

cat > Epochs.java <<'JAVA'
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingResult;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.Map;

class Epochs {
    public static void main(String[] none) throws Exception {
        try (var manager = NDManager.newBaseManager();
                var model = Model.newInstance("identity")) {
            model.setBlock(Blocks.identityBlock());
            var evaluator = new EvaluatorTrainingListener();
            var config = new DefaultTrainingConfig(Loss.l2Loss("loss", 1)).addTrainingListeners(evaluator);
            try (var trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 1));
                var errors = manager.create(new float[] {0, 0, 0, 0, 10}, new Shape(5, 1)); // squares: 0 0 0 0 100
                for (int size : new int[] {5, 4, 3}) {
                    var set = new ArrayDataset.Builder()
                            .setData(errors).optLabels(manager.zeros(new Shape(5, 1))).setSampling(size, false).build();
                    EasyTrain.evaluateDataset(trainer, set);
                    evaluator.onEpoch(trainer);
                    System.out.printf("mean squared error of the same 5 rows, in batches of %d: %.1f%n",
                            size, trainer.getTrainingResult().getValidateLoss());
                }
            }
            for (float[] losses : new float[][] {{1, 2, 3, 4}, {1, 9, 8, 7, 6, 5, 4, 3}}) {
                System.out.printf("patience 2, validation loss %s: %s%n", Arrays.toString(losses), stops(model, losses));
            }
        }
    }

    static String stops(Model model, float[] losses) {
        var early = EarlyStoppingListener.builder().optEpochPatience(2).build();
        int[] epoch = {0};
        var trainer = new Trainer(model, new DefaultTrainingConfig(Loss.l2Loss("loss", 1))) {
            @Override
            public TrainingResult getTrainingResult() {
                var result = new TrainingResult();
                result.setEpoch(epoch[0]);
                result.setEvaluations(Map.of("validate_loss", losses[epoch[0] - 1]));
                return result;
            }
        };
        try (trainer) {
            early.onTrainingBegin(trainer);
            while (epoch[0] < losses.length) {
                epoch[0]++;
                early.onEpoch(trainer);
            }
            return "goes on to the end";
        } catch (EarlyStoppingListener.EarlyStoppedException e) {
            return "stops after epoch " + e.getStopEpoch();
        }
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Epochs.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
mean squared error of the same 5 rows, in batches of 5: 20.0
mean squared error of the same 5 rows, in batches of 4: 50.0
mean squared error of the same 5 rows, in batches of 3: 25.0
patience 2, validation loss [1.0, 2.0, 3.0, 4.0]: stops after epoch 3
patience 2, validation loss [1.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0]: goes on to the end
SEEN
