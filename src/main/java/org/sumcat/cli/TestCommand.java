package org.sumcat.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Listed for {@code --help} only; the launcher runs the tests with Maven, before any Java code of
 * ours.
 */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Builds and runs the tests: ./sumcat test [--slow] [MAVEN OPTION...]",
            "--slow, before all other options: the tests that take minutes, which test leaves out."
        })
final class TestCommand implements Runnable {
    @Parameters(hidden = true)
    private List<String> options = List.of();

    @Override
    public void run() {
        throw new IllegalArgumentException(
                "test is run by the launcher, but this is Java alone; use ./sumcat test "
                        + String.join(" ", options));
    }
}
