package org.sumcat.snippet;

import static java.util.Objects.requireNonNull;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.Snippet.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of a fragment, by the JDK's own compiler. It takes whole files only, so there is
 * a class around the fragment, and around a statement a method, too.
 *
 * @param kind what the fragment is, by its syntax alone
 * @param text what was parsed
 * @param offset where the fragment begins in it
 */
record Syntax(
        Kind kind, CompilationUnitTree tree, SourcePositions positions, String text, int offset) {
    /** The class wrapped around all fragments except imports. */
    static final String AROUND = "$Around";

    /** The method wrapped around statements. */
    static final String AROUND_STATEMENTS = "$method";

    private static final String MEMBER = "class " + AROUND + " { ";
    private static final String STATEMENT = MEMBER + "void " + AROUND_STATEMENTS + "() { ";

    /** Parses a fragment as far as possible, whatever is wrong with it. */
    static Syntax of(String fragment) {
        Syntax whole = parsed("", fragment, "\n");
        if (whole.kind == Kind.IMPORT) {
            return whole;
        }
        Syntax member = parsed(MEMBER, fragment, "\n}");
        return member.kind == Kind.ERRONEOUS ? parsed(STATEMENT, fragment, "\n;}}") : member;
    }

    private static Syntax parsed(String before, String fragment, String behind) {
        String text = before + fragment + behind;
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///Around.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return text;
                    }
                };
        var errors = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none");
        var task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(null, null, errors, options, null, List.of(file));
        try {
            CompilationUnitTree tree = task.parse().iterator().next();
            boolean wrong =
                    errors.getDiagnostics().stream()
                            .anyMatch(one -> one.getKind() == Diagnostic.Kind.ERROR);
            return new Syntax(
                    wrong ? Kind.ERRONEOUS : kind(tree),
                    tree,
                    Trees.instance(task).getSourcePositions(),
                    text,
                    before.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text in memory can be read
        }
    }

    private static Kind kind(CompilationUnitTree tree) {
        if (!tree.getImports().isEmpty()) {
            return Kind.IMPORT;
        }
        var around = tree.getTypeDecls().isEmpty() ? null : tree.getTypeDecls().get(0);
        if (!(around instanceof ClassTree type) || type.getMembers().isEmpty()) {
            return Kind.ERRONEOUS;
        }
        Tree first = type.getMembers().get(0);
        if (first instanceof MethodTree method) {
            if (!method.getName().contentEquals(AROUND_STATEMENTS)) {
                return Kind.METHOD;
            }
            var statements = requireNonNull(method.getBody()).getStatements();
            first = statements.isEmpty() ? first : statements.get(0);
        }
        return first instanceof VariableTree
                ? Kind.VAR
                : first instanceof ClassTree ? Kind.TYPE_DECL : Kind.STATEMENT;
    }

    int start(Tree part) {
        return (int) positions.getStartPosition(tree, part);
    }

    /** The end of a part; -1 for a part that is not in the source, such as empty modifiers. */
    int end(@Nullable Tree part) {
        return part == null || start(part) < 0 ? -1 : (int) positions.getEndPosition(tree, part);
    }

    /** The position of a name as a separate word, outside of comments; -1 for none. */
    int find(String name, int from) {
        int at = Math.max(from, 0);
        while (at < text.length()) {
            int end = at + 1;
            if (text.startsWith("/*", at)) {
                end = behind("*/", at);
            } else if (text.startsWith("//", at)) {
                end = behind("\n", at);
            } else if (Character.isJavaIdentifierStart(text.charAt(at))) {
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                if (text.substring(at, end).equals(name)) {
                    return at;
                }
            }
            at = end;
        }
        return -1;
    }

    private int behind(String end, int from) {
        int at = text.indexOf(end, from + 2);
        return at < 0 ? text.length() : at + end.length();
    }
}
