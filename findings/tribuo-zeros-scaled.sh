#!/bin/bash
# Tribuo leaves zeros out of its examples, and createTransformers(transformations, true) is there to count them. With it
# MeanStdDevTransformation of Tribuo 4.3.2 takes the mean of each feature for 0, also of one that no example lacks, so that x
# below has a mean of 5 instead of 0, and adds nothing to the variance for the zeros; LinearScalingTransformation sees a 0 that
# no example has. Nothing is raised. Seen with Java 17, a feature x of all of four examples and a feature y of two:
#
#   as it is                           x 10.00 12.00 14.00 16.00   y  0.00  4.00  8.00  0.00
#   standardized by hand               x -1.16 -0.39  0.39  1.16   y -0.78  0.26  1.31 -0.78
#   MeanStdDevTransformation, true     x  3.87  4.65  5.42  6.20   y  0.00  2.45  4.90  0.00
#   MeanStdDevTransformation, false    x -1.16 -0.39  0.39  1.16   y     - -0.71  0.71     -
#   LinearScalingTransformation, true  x  0.63  0.75  0.88  1.00   y  0.00  0.50  1.00  0.00
#   LinearScalingTransformation, false x  0.00  0.33  0.67  1.00   y     -  0.00  1.00     -
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
    <dependency>
      <groupId>org.tribuo</groupId>
      <artifactId>tribuo-classification-core</artifactId>
      <version>4.3.2</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$folder/jars"

cat > Zeros.java <<'JAVA'
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class Zeros {
    static final double[] X = {10, 12, 14, 16};
    static final double[] Y = {0, 4, 8, 0};

    public static void main(String[] none) {
        var set = new MutableDataset<>(new SimpleDataSourceProvenance("made here", new LabelFactory()), new LabelFactory());
        for (int i = 0; i < X.length; i++) {
            var example = new ArrayExample<>(new Label("any"), new String[] {"x"}, new double[] {X[i]});
            if (Y[i] != 0) {
                example.add(new Feature("y", Y[i]));
            }
            set.add(example);
        }
        show("as it is", X, Y);
        show("standardized by hand", byHand(X), byHand(Y));
        show("MeanStdDevTransformation, true", set, new MeanStdDevTransformation(0, 1), true);
        show("MeanStdDevTransformation, false", set, new MeanStdDevTransformation(0, 1), false);
        show("LinearScalingTransformation, true", set, new LinearScalingTransformation(0, 1), true);
        show("LinearScalingTransformation, false", set, new LinearScalingTransformation(0, 1), false);
    }

    static void show(String name, MutableDataset<Label> set, Transformation transformation, boolean zeros) {
        var map = set.createTransformers(new TransformationMap(List.of(transformation)), zeros);
        var scaled = map.transformDataset(set, zeros);
        show(name, values(scaled, "x"), values(scaled, "y"));
    }

    /** The values of a feature; NaN where an example does not have it. */
    static double[] values(MutableDataset<Label> set, String name) {
        return set.getData().stream()
                .mapToDouble(example -> example.lookup(name) == null ? Double.NaN : example.lookup(name).getValue())
                .toArray();
    }

    static double[] byHand(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double deviation = Math.sqrt(DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
        return DoubleStream.of(values).map(v -> (v - mean) / deviation).toArray();
    }

    static void show(String name, double[] x, double[] y) {
        System.out.printf("%-34s x%s   y%s%n", name, text(x), text(y));
    }

    static String text(double[] values) {
        return DoubleStream.of(values)
                .mapToObj(v -> Double.isNaN(v) ? "     -" : String.format(Locale.ROOT, "%6.2f", v))
                .collect(Collectors.joining());
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'jars/*' Zeros.java 2> said > seen || { cat said; exit 1; }
cat seen
diff seen - <<'SEEN'
as it is                           x 10.00 12.00 14.00 16.00   y  0.00  4.00  8.00  0.00
standardized by hand               x -1.16 -0.39  0.39  1.16   y -0.78  0.26  1.31 -0.78
MeanStdDevTransformation, true     x  3.87  4.65  5.42  6.20   y  0.00  2.45  4.90  0.00
MeanStdDevTransformation, false    x -1.16 -0.39  0.39  1.16   y     - -0.71  0.71     -
LinearScalingTransformation, true  x  0.63  0.75  0.88  1.00   y  0.00  0.50  1.00  0.00
LinearScalingTransformation, false x  0.00  0.33  0.67  1.00   y     -  0.00  1.00     -
SEEN
