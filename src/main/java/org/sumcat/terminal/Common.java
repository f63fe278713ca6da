package org.sumcat.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options and conventions that commands share. */
@Command(mixinStandardHelpOptions = true)
public abstract class Common implements Runnable {
    /** Choice to print one JSON document instead of lines. */
    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    public boolean json;

    /** Choice to show the stack trace of an error. */
    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    public boolean verbose;

    /** The exit code of failed work. */
    public static final int FAILED = 1;

    /** Prints progress and logs to standard error. */
    public static void say(String line) {
        System.err.println(line);
    }

    /** Prints results to standard output. */
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
