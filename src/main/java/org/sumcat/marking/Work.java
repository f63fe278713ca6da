package org.sumcat.marking;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One student's answers to the exercises of one notebook.
 *
 * @param name of the notebook
 * @param notebook the teacher's, as text
 * @param answers by the id of the exercise
 * @param additions code of cells that the student added or changed, for what an answer needs of it
 * @param settled exercises that are marked: their answers run, for others may call them, their
 *     checks do not
 * @param leftOut exercises whose answers do not run, because they end or block all others
 * @param own whether what the student's cells declare counts where the lesson declares the same
 *     name; where they declare no such name, nothing is marked then
 */
public record Work(
        String name,
        String notebook,
        Map<String, String> answers,
        List<String> additions,
        Set<String> settled,
        Set<String> leftOut,
        boolean own) {
    public Work {
        answers = Map.copyOf(answers);
        additions = List.copyOf(additions);
        settled = Set.copyOf(settled);
        leftOut = Set.copyOf(leftOut);
    }

    /** Creates work with nothing settled and nothing left out. */
    public Work(String name, String notebook, Map<String, String> answers, List<String> additions) {
        this(name, notebook, answers, additions, Set.of(), Set.of(), false);
    }

    /** Returns a copy that uses the student's own declarations instead of the lesson's. */
    public Work byOwn() {
        return new Work(name, notebook, answers, additions, settled, leftOut, true);
    }

    /** Returns the remaining work after these exercises are marked. */
    public Work settled(Set<String> more) {
        var all = new HashSet<>(settled);
        all.addAll(more);
        return new Work(name, notebook, answers, additions, all, leftOut, own);
    }

    /**
     * Returns the remaining work without the student's added cells, which end or block everything.
     */
    public Work withoutAdditions() {
        return new Work(name, notebook, answers, List.of(), settled, leftOut, own);
    }

    /** Returns the remaining work without an answer that cannot even be run. */
    public Work leavingOut(String exercise) {
        var all = new HashSet<>(leftOut);
        all.add(exercise);
        return new Work(name, notebook, answers, additions, settled, all, own);
    }
}
