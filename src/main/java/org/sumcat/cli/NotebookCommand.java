package org.sumcat.cli;

import picocli.CommandLine.Command;

@Command(name = "notebook")
final class NotebookCommand extends Common {
    @Override
    public void run() {}
}
