package org.sumcat.cli;

import picocli.CommandLine.Command;

@Command(name = "compare")
final class CompareCommand extends Common {
    @Override
    public void run() {}
}
