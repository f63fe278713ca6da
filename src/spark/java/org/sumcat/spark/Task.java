package org.sumcat.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * One task of a plan, on the executor: a process.
 *
 * @param command to which the number of the task is added
 */
record Task(List<String> command) implements Function<Integer, Ended>, Serializable {

    /** How CUDA is told which of the GPUs of a machine is meant. */
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    @Override
    public Ended call(Integer number) throws IOException, InterruptedException {
        var whole = new ArrayList<>(command);
        whole.add(String.valueOf(number));
        var builder = new ProcessBuilder(whole).redirectErrorStream(true);
        var gpu = TaskContext.get().resources().get("gpu");
        if (gpu.isDefined()) {
            builder.environment().put(VISIBLE, String.join(",", gpu.get().addresses()));
        }
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String last = told(process);
            String host = InetAddress.getLocalHost().getHostName();
            return new Ended(number, host, process.waitFor(), last);
        } finally {
            process.destroy(); // when Spark gives the task up, it is not left behind
        }
    }

    /** Passes on what the process says, to the log of the executor. */
    private static String told(Process process) throws IOException {
        String last = "";
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println(line);
                last = line;
            }
        }
        return last;
    }
}
