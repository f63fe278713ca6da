package org.sumcat.course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import org.sumcat.marking.Mark;

/** Grade pages: plain, self-contained HTML without scripts. */
final class GradePages {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%%; }
            th, td { text-align: left; vertical-align: top; padding: .35rem .7rem; border-bottom: 1px solid #8886; }
            td.n { text-align: right; white-space: nowrap; }
            pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; }
            </style>
            </head>
            <body>
            <h1>%s</h1>
            """;

    private GradePages() {}

    /** The page of one student: points, and the message of each check. */
    static String student(Graded graded) {
        var page =
                new StringBuilder(HEAD.formatted(text(graded.student()), text(graded.student())));
        page.append(
                "<p>%s of %s points. Answers ran %s.</p>%n"
                        .formatted(graded.points(), graded.of(), text(graded.ran())));
        remarks(graded, page);
        page.append(
                "<table>\n<tr><th>exercise</th><th>points</th><th>what the check said</th></tr>\n");
        for (Mark mark : graded.marks()) {
            page.append(
                    "<tr><td>%s, %s</td><td class=\"n\">%s %s of %s</td><td><pre>%s</pre></td></tr>%n"
                            .formatted(
                                    text(mark.notebook()),
                                    text(mark.exercise()),
                                    mark.isFull() ? "✓" : "✗",
                                    mark.points(),
                                    mark.of(),
                                    text(mark.said())));
        }
        return page.append("</table>\n</body>\n</html>\n").toString();
    }

    /** The overview page of all students. */
    static String index(List<Graded> all) {
        var page = new StringBuilder(HEAD.formatted("Grades", "Grades"));
        page.append("<table>\n<tr><th>student</th><th>points</th><th>remarks</th></tr>\n");
        for (Graded graded : all) {
            page.append(
                    "<tr><td><a href=\"students/%s.html\">%s</a></td><td class=\"n\">%s of %s</td><td>%s</td></tr>%n"
                            .formatted(
                                    address(graded.student()),
                                    text(graded.student()),
                                    graded.points(),
                                    graded.of(),
                                    graded.remarks().stream()
                                            .map(GradePages::text)
                                            .collect(Collectors.joining("<br>"))));
        }
        page.append("</table>\n");
        all.stream()
                .map(Graded::ran)
                .distinct()
                .forEach(ran -> page.append("<p>Answers ran %s.</p>%n".formatted(text(ran))));
        missed(all, page);
        return page.append("</body>\n</html>\n").toString();
    }

    /** A list of the most frequently missed exercises, for the next lesson. */
    private static void missed(List<Graded> all, StringBuilder page) {
        if (all.isEmpty()) {
            return;
        }
        page.append(
                "<h2>Exercises</h2>\n<table>\n<tr><th>exercise</th><th>answered correctly</th></tr>\n");
        for (int i = 0; i < all.get(0).marks().size(); i++) {
            int exercise = i;
            Mark mark = all.get(0).marks().get(i);
            long right = all.stream().filter(g -> g.marks().get(exercise).isFull()).count();
            page.append(
                    "<tr><td>%s, %s</td><td class=\"n\">%s of %s</td></tr>%n"
                            .formatted(
                                    text(mark.notebook()),
                                    text(mark.exercise()),
                                    right,
                                    all.size()));
        }
        page.append("</table>\n");
    }

    private static void remarks(Graded graded, StringBuilder page) {
        if (!graded.remarks().isEmpty()) {
            page.append("<ul>\n");
            graded.remarks().forEach(r -> page.append("<li>%s</li>%n".formatted(text(r))));
            page.append("</ul>\n");
        }
    }

    /** A name escaped for a URL, since a folder can have any name. */
    private static String address(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    private static String text(String any) {
        return any.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
