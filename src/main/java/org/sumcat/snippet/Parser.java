package org.sumcat.snippet;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Parser of cells as a Java kernel reads them, by JShell's own analysis; runs nothing. */
public final class Parser implements AutoCloseable {
    private final JShell shell = JShell.builder().executionEngine("local").build();

    /** The fragments of a cell; the last one is the rest of an incomplete cell. */
    public List<Fragment> fragments(String cell) {
        var fragments = new ArrayList<Fragment>();
        var info = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (info.completeness().isComplete()) {
            if (!info.source().isBlank()) {
                fragments.add(fragment(info.source().strip()));
            }
            info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
        }
        if (info.completeness() != Completeness.EMPTY) {
            fragments.add(
                    new Fragment(
                            info.remaining().strip(),
                            Kind.ERRONEOUS,
                            Set.of(),
                            Set.of(),
                            Set.of()));
        }
        return fragments;
    }

    private static Fragment fragment(String source) {
        Syntax syntax = Syntax.of(source);
        if (syntax.kind() == Kind.IMPORT) {
            return new Fragment(source, Kind.IMPORT, Set.of(), Set.of(), Set.of());
        }
        var names = new Names();
        names.scan(syntax.tree(), null);
        return new Fragment(source, syntax.kind(), names.declared, names.calls, names.names);
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Names extends FreeNames {
        private final Set<String> declared = new HashSet<>();
        private final Set<String> calls = new HashSet<>();
        private final Set<String> names = new HashSet<>();

        @Override
        void used(boolean call, String name, IdentifierTree where) {
            (call ? calls : names).add(name);
        }

        @Override
        void declared(boolean method, String name, Tree where) {
            declared.add(name);
        }
    }
}
