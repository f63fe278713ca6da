package org.sumcat.spark;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver: hands the tasks of a plan to executors, one at a time to each.
 *
 * <p>Spark only says which machine does what. Each task is the ordinary command in a process of its
 * own, so a run under Spark is the run that it would be anywhere; results are files in the folder
 * that the plan names, which all machines share.
 */
public final class Spark {
    private Spark() {}

    /**
     * Runs all tasks and waits for them.
     *
     * @param arguments master, {@code spark://host:7077} or {@code local-cluster[2,1,1024]}; cores of
     *     each executor; GPUs of each, 0 or 1; the number of tasks; and the command of a task, whose
     *     number is added
     */
    public static void main(String[] arguments) {
        int tasks = Integer.parseInt(arguments[3]);
        var command = List.copyOf(Arrays.asList(arguments).subList(4, arguments.length));
        var conf =
                conf(
                        arguments[0],
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]));
        List<Ended> ended;
        try (var spark = new JavaSparkContext(conf)) {
            var numbers = IntStream.rangeClosed(1, tasks).boxed().toList();
            ended = spark.parallelize(numbers, tasks).map(new Task(command)).collect();
        } catch (Exception e) { // of Scala, too, which declares none
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            System.err.println("error: Spark must do every task, but gave up: " + why);
            System.exit(1);
            return;
        }
        for (Ended one : ended) {
            System.err.println(one.line());
        }
        System.exit(ended.stream().allMatch(one -> one.exit() == 0) ? 0 : 1);
    }

    /** What Spark has to know; options of Java ({@code -Dspark.key=value}) come before it. */
    static SparkConf conf(String master, int cores, int gpus) {
        var conf = new SparkConf();
        conf.setMaster(master)
                .setAppName("sumcat")
                .setIfMissing("spark.ui.enabled", "false")
                .set("spark.executor.cores", String.valueOf(cores))
                .set("spark.task.cpus", String.valueOf(cores));
        if (gpus > 0) {
            conf.set("spark.executor.resource.gpu.amount", String.valueOf(gpus))
                    .set("spark.task.resource.gpu.amount", String.valueOf(gpus));
        }
        Path classes = Path.of(URI.create(location()));
        return Files.isRegularFile(classes)
                ? conf.setJars(new String[] {classes.toString()}) // the executors fetch it
                : conf;
    }

    private static String location() {
        return Spark.class.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
