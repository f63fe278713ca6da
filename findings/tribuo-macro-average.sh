#!/bin/bash
# A class that the model knows and the test set lacks counts as a recall, a precision and an F1 of 0 in the macro averages of
# Tribuo 4.3.2 and in its balanced error rate, where scikit-learn averages over the classes that occur: a model without an
# error gets 0.75. Folds and small test sets lack classes. The accuracy of that class, which is the same quotient as its
# recall, is missing and not 0. Seen with Java 17, a model of four classes that is always right:
#
#   test set of                    4 classes  3 classes
#   accuracy                            1.00       1.00
#   macro-averaged recall               1.00       0.75
#   macro-averaged precision            1.00       0.75
#   macro-averaged F1                   1.00       0.75
#   balanced error rate                 0.00       0.25
#   recall of sneaker                   1.00       0.00
#   accuracy of sneaker                 1.00        NaN
#
# Needs a JDK of 17 or later and Maven. Exits 1 when that has changed.
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
    <dependency><groupId>org.tribuo</groupId><artifactId>tribuo-classification-sgd</artifactId><version>4.3.2</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Macro.java <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class Macro {
    static final List<String> CLASSES = List.of("boot", "coat", "shirt", "sneaker");

    public static void main(String[] none) {
        var model = new LogisticRegressionTrainer().train(set(Set.copyOf(CLASSES)));
        var all = new LabelEvaluator().evaluate(model, set(Set.copyOf(CLASSES)));
        var three = new LabelEvaluator().evaluate(model, set(Set.of("boot", "coat", "shirt")));
        System.out.println("test set of                    4 classes  3 classes");
        show("accuracy", all::accuracy, three::accuracy);
        show("macro-averaged recall", all::macroAveragedRecall, three::macroAveragedRecall);
        show("macro-averaged precision", all::macroAveragedPrecision, three::macroAveragedPrecision);
        show("macro-averaged F1", all::macroAveragedF1, three::macroAveragedF1);
        show("balanced error rate", all::balancedErrorRate, three::balancedErrorRate);
        var sneaker = new Label("sneaker");
        show("recall of sneaker", () -> all.recall(sneaker), () -> three.recall(sneaker));
        show("accuracy of sneaker", () -> all.accuracy(sneaker), () -> three.accuracy(sneaker));
    }

    /** 40 examples of each class that is asked for: each class has a feature of its own, so all can be right. */
    static MutableDataset<Label> set(Set<String> classes) {
        var examples = new ArrayList<Example<Label>>();
        for (int i = 0; i < 160; i++) {
            var name = CLASSES.get(i % 4);
            if (classes.contains(name)) {
                examples.add(new ArrayExample<>(new Label(name), new String[] {"of " + name}, new double[] {1}));
            }
        }
        var source = new SimpleDataSourceProvenance("made here", new LabelFactory());
        var set = new MutableDataset<Label>(source, new LabelFactory());
        set.addAll(examples);
        return set;
    }

    static void show(String name, DoubleSupplier all, DoubleSupplier three) {
        System.out.printf("%-27s %12.2f %10.2f%n", name, all.getAsDouble(), three.getAsDouble());
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Macro.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
test set of                    4 classes  3 classes
accuracy                            1.00       1.00
macro-averaged recall               1.00       0.75
macro-averaged precision            1.00       0.75
macro-averaged F1                   1.00       0.75
balanced error rate                 0.00       0.25
recall of sneaker                   1.00       0.00
accuracy of sneaker                 1.00        NaN
SEEN
