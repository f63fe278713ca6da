package org.sumcat.snippet;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.Map;
import java.util.TreeMap;
import jdk.jshell.Snippet.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Renames students' declarations where the lesson or a check uses the name for something else. So
 * both keep their own: the answer computes what it does in the student's notebook, and the check
 * calls what the teacher wrote.
 *
 * @param methods old name to new
 * @param others old name of a variable or a type to new
 */
record Renaming(Map<String, String> methods, Map<String, String> others) {
    Renaming {
        methods = Map.copyOf(methods);
        others = Map.copyOf(others);
    }

    /** Returns the fragment with the new names. */
    Fragment apply(Fragment fragment) {
        if (fragment.is(Kind.IMPORT) || fragment.is(Kind.ERRONEOUS)) {
            return fragment;
        }
        Syntax syntax = Syntax.of(fragment.source());
        var places = new Places(syntax);
        places.scan(syntax.tree(), null);
        var text = new StringBuilder(fragment.source());
        places.found
                .descendingMap()
                .forEach(
                        (at, names) ->
                                text.replace(
                                        at - syntax.offset(),
                                        at - syntax.offset() + names.old().length(),
                                        names.with()));
        return fragment.with(text.toString());
    }

    private record Exchange(String old, String with) {}

    private final class Places extends FreeNames {
        private final TreeMap<Integer, Exchange> found = new TreeMap<>();
        private final Syntax syntax;

        Places(Syntax syntax) {
            this.syntax = syntax;
        }

        @Override
        void used(boolean call, String name, IdentifierTree where) {
            exchange(call, name, syntax.start(where));
        }

        @Override
        void declared(boolean method, String name, Tree where) {
            int behind = syntax.end(before(where));
            int at = syntax.find(name, Math.max(behind, syntax.start(where)));
            exchange(method, name, at >= 0 ? at : syntax.find(name, syntax.start(where)));
        }

        /** The part of a declaration before its name, which may contain the same word. */
        private static @Nullable Tree before(Tree declaration) {
            if (declaration instanceof VariableTree variable) {
                return variable.getType();
            }
            if (declaration instanceof MethodTree method) {
                return method.getReturnType() == null
                        ? method.getModifiers()
                        : method.getReturnType();
            }
            return declaration instanceof ClassTree type ? type.getModifiers() : null;
        }

        private void exchange(boolean method, String name, int at) {
            String with = (method ? methods : others).get(name);
            if (with != null && at >= 0) {
                found.put(at, new Exchange(name, with));
            }
        }
    }
}
