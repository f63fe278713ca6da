package org.sumcat.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options and habits that commands share. */
@Command(mixinStandardHelpOptions = true)
public abstract class Common implements Runnable {
    /** Whether one JSON document is printed instead of lines. */
    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    public boolean json;

    /** Whether an error shows where in the program it came from. */
    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    public boolean verbose;

    /** The exit code of work that failed. */
    public static final int FAILED = 1;

    /** Progress and logs: to standard error. */
    public static void say(String line) {
        System.err.println(line);
    }

    /** Results: to standard output. */
    public static void print(String line) {
        System.out.println(line);
    }

    /** Prints a document as JSON. */
    public static void printJson(Object document) {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            print(mapper.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents are made of plain records", e);
        }
    }
}
