package org.sumcat.sweep;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sumcat.files.Folder;
import org.sumcat.files.HashedJson;
import org.sumcat.files.Marked;
import org.sumcat.files.OneLine;

/** Reading and writing of plan files. */
final class PlanDocument {
    private PlanDocument() {}

    /** Reads a plan, for {@link Plan#read}. */
    static Plan read(Path file) {
        String text;
        try {
            text = Marked.text(Files.readAllBytes(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "%s must be a plan as ./sumcat compare wrote it, but is no text (%s); use another, or delete it and write it again"
                            .formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a plan must be a file that can be read, but %s cannot (%s); ./sumcat compare --plan"
                                    .formatted(file, e.getClass().getSimpleName())
                            + " FILE writes one",
                    e);
        }
        try {
            Plan plan = HashedJson.open(text, Plan.class);
            PlanRules.require(plan);
            return plan;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s must be a plan as ./sumcat compare wrote it, but %s; use another, or delete it and write it again"
                            .formatted(file, OneLine.of(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    /** Implements {@link Plan#settle}. */
    static void settle(Plan plan, Path out) {
        Folder.require("--out", out);
        Path file = out.resolve(Plan.FILE);
        if (Files.exists(file)) {
            Plan there = read(file);
            if (!there.equals(plan)) {
                throw new IllegalArgumentException(
                        "--out must not hold another comparison, but %s has that of '%s'%s; use another folder or delete it"
                                .formatted(
                                        out,
                                        there.command(),
                                        there.command().equals(plan.command())
                                                ? " with other data, threads or versions"
                                                : ""));
            }
        } else {
            Folder.write(out, Map.of(Plan.FILE, Folder.Content.of(plan.json())));
        }
    }
}
