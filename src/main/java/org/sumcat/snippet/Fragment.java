package org.sumcat.snippet;

import java.util.HashSet;
import java.util.Set;
import jdk.jshell.Snippet.Kind;

/**
 * A piece of a cell as JShell parses it: an import, a declaration, a statement or an expression.
 *
 * @param kind {@code ERRONEOUS} for what is no Java
 * @param declared names that it gives to all that follows, nothing for a method's parameters
 * @param calls names of methods that it calls without saying whose they are
 * @param names all other names that it begins an expression or a type with
 */
public record Fragment(
        String source, Kind kind, Set<String> declared, Set<String> calls, Set<String> names) {
    public Fragment {
        declared = Set.copyOf(declared);
        calls = Set.copyOf(calls);
        names = Set.copyOf(names);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Returns whether the fragment declares a name for other code to use. */
    boolean isDeclaration() {
        return is(Kind.METHOD) || is(Kind.VAR) || is(Kind.TYPE_DECL);
    }

    boolean isStaticImport() {
        return is(Kind.IMPORT) && source.strip().matches("(?s)import\\s+static\\s.*");
    }

    /** Returns a copy that does not use these names. */
    Fragment without(Set<String> methods, Set<String> others) {
        var left = new HashSet<>(calls);
        left.removeAll(methods);
        var leftNames = new HashSet<>(names);
        leftNames.removeAll(others);
        return new Fragment(source, kind, declared, left, leftNames);
    }

    /** Returns a copy with other source, after renaming. */
    Fragment with(String other) {
        return new Fragment(other, kind, declared, calls, names);
    }
}
