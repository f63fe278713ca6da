package org.sumcat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the default locale has other digits, Java writes them for {@code %d}, {@code %.2f} and the
 * like: in a network's name, a record, a picture. So no number is formatted without saying how.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LocaleRuleTest {
    /**
     * What is written in the digits, signs or letters of a locale; {@code %s} and {@code %x} not.
     */
    private static final Pattern OF_A_LOCALE =
            Pattern.compile("%(\\d+\\$)?[-+ 0,(#]*\\d*(\\.\\d+)?([deEfgG]|[tT]\\w|[SXBC])");

    /** Methods that ask the default locale if they are given none: that many arguments. */
    private static final Map<String, Integer> ASKING =
            Map.of(
                    "toLowerCase", 0,
                    "toUpperCase", 0,
                    "getNumberInstance", 0,
                    "getIntegerInstance", 0,
                    "getPercentInstance", 0,
                    "ofPattern", 1,
                    "ofLocalizedDate", 1);

    private static final Set<String> ASKING_CLASSES =
            Set.of("DecimalFormat", "SimpleDateFormat", "Formatter", "Scanner");

    @TempDir private Path folder;

    @Test
    void nothing_is_formatted_in_the_default_locale() throws IOException {
        var sources = new ArrayList<Path>();
        for (String root : List.of("src/main/java", "src/spark/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(offences(sources)).isEmpty();
    }

    @Test
    void the_rule_sees_each_way_to_do_it() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("Bad.java"),
                        """
                        import java.util.Locale;
                        class Bad {
                            static final String ROW = "%5.1f";
                            String a(int n) { return "n=%d, 5%%".formatted(n); }
                            String b(double x) { return ROW.formatted(x); }
                            String c(double x) { return String.format("%.2f", x); }
                            void d(long n) { System.out.printf("%,d%n", n); }
                            String e(String s) { return s.toUpperCase(); }
                            Object f() { return new java.text.DecimalFormat("0.0"); }
                            String good(int n, String s) {
                                return "%s %5s %08x %%d".formatted(n, n, n)
                                        + String.format(Locale.ROOT, "%d", n)
                                        + s.toUpperCase(Locale.ROOT);
                            }
                        }
                        """);

        assertThat(offences(List.of(file)))
                .extracting(offence -> offence.replaceFirst(".*Bad.java:", ""))
                .containsExactly(
                        "4: \"n=%d, 5%%\".formatted(n)",
                        "5: ROW.formatted(x)",
                        "6: String.format(\"%.2f\", x)",
                        "7: System.out.printf(\"%,d%n\", n)",
                        "8: s.toUpperCase()",
                        "9: new java.text.DecimalFormat(\"0.0\")");
    }

    private static List<String> offences(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            var positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Rule(
                                (tree) ->
                                        found.add(
                                                "%s:%s: %s"
                                                        .formatted(
                                                                unit.getSourceFile().getName(),
                                                                unit.getLineMap()
                                                                        .getLineNumber(
                                                                                positions
                                                                                        .getStartPosition(
                                                                                                unit,
                                                                                                tree)),
                                                                tree)))
                        .scan(unit, constants(unit));
            }
        }
        return found;
    }

    /** The strings that names in a file stand for. */
    private static Map<String, String> constants(CompilationUnitTree unit) {
        var constants = new HashMap<String, String>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void none) {
                if (variable.getInitializer() != null) {
                    constants.merge(
                            variable.getName().toString(),
                            literals(variable.getInitializer(), Map.of()),
                            String::concat);
                }
                return super.visitVariable(variable, none);
            }
        }.scan(unit, null);
        return constants;
    }

    /** All strings in an expression, one after the other. */
    private static String literals(Tree expression, Map<String, String> constants) {
        var text = new StringBuilder();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void none) {
                if (literal.getValue() instanceof String string) {
                    text.append(string).append('\n');
                }
                return null;
            }

            @Override
            public Void visitIdentifier(IdentifierTree name, Void none) {
                text.append(constants.getOrDefault(name.getName().toString(), "")).append('\n');
                return null;
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
                return null; // what it returns is formatted already
            }
        }.scan(expression, null);
        return text.toString();
    }

    private static final class Rule extends TreeScanner<Void, Map<String, String>> {
        private final Consumer<Tree> offence;

        Rule(Consumer<Tree> offence) {
            this.offence = offence;
        }

        @Override
        public Void visitMethodInvocation(
                MethodInvocationTree call, Map<String, String> constants) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                String name = select.getIdentifier().toString();
                var arguments = call.getArguments();
                if (name.equals("formatted")) {
                    check(call, select.getExpression(), constants);
                } else if (Set.of("format", "printf").contains(name) && !arguments.isEmpty()) {
                    check(call, arguments.get(0), constants);
                } else if (Integer.valueOf(arguments.size()).equals(ASKING.get(name))) {
                    offence.accept(call);
                }
            }
            return super.visitMethodInvocation(call, constants);
        }

        private void check(Tree call, ExpressionTree format, Map<String, String> constants) {
            String plain = literals(format, constants).replace("%%", "");
            if (OF_A_LOCALE.matcher(plain).find()) {
                offence.accept(call);
            }
        }

        @Override
        public Void visitNewClass(NewClassTree made, Map<String, String> constants) {
            String name = made.getIdentifier().toString().replaceFirst(".*\\.", "");
            if (ASKING_CLASSES.contains(name)
                    && made.getArguments().stream()
                            .noneMatch(each -> each.toString().contains("Locale"))) {
                offence.accept(made);
            }
            return super.visitNewClass(made, constants);
        }
    }
}
