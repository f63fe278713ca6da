package org.sumcat.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** A page on which a plotly.js from npm draws figures, and what a reader then sees of them. */
final class PlotlyPage {
    private static final Path CACHE = Path.of("target/plotly").toAbsolutePath();
    private static final Pattern SEEN = Pattern.compile("data-seen=\"([^\"]*)\"");
    private static final JsonMapper JSON = new JsonMapper();

    /** What a figure shows: only what has an extent within the picture counts. */
    private static final String LOOK =
            """
            const errors = [];
            const note = (...words) => errors.push(words.map(String).join(' '));
            console.error = note;
            console.warn = note;
            window.addEventListener('error', e => note(e.message));
            window.addEventListener('unhandledrejection', e => note(e.reason));
            function visible(div, selector) {
              const page = div.querySelector('.main-svg').getBoundingClientRect();
              return [...div.querySelectorAll(selector)].filter(each => {
                const box = each.getBoundingClientRect();
                const style = getComputedStyle(each);
                return box.width + box.height > 0 && box.left >= page.left - 1
                  && box.right <= page.right + 1 && box.top >= page.top - 1
                  && box.bottom <= page.bottom + 1 && style.display !== 'none'
                  && style.visibility !== 'hidden' && style.opacity !== '0';
              });
            }
            async function look(name, figure) {
              const div = document.body.appendChild(document.createElement('div'));
              div.style.width = '800px';
              await Plotly.newPlot(div, figure.data, figure.layout, figure.config);
              const words = selector => visible(div, selector).map(e => e.textContent);
              const count = selector => visible(div, selector).length;
              return [name, {
                title: words('.gtitle'), x: words('.xtitle'), y: words('.ytitle'),
                scale: words('.cbtitle text, text.cbtitle'), legend: words('.legendtext'),
                xTicks: words('.xtick text'), yTicks: words('.ytick text'),
                errorBars: count('path.yerror') + count('path.xerror'), cells: count('.hm image'),
                lines: count('.scatterlayer .js-line'), points: count('.scatterlayer .point'),
                bars: count('.bars .point path'), boxes: count('path.box'),
                buttons: [...div.querySelectorAll('.modebar-btn')].map(e => e.dataset.title)
              }];
            }
            (async () => {
              const seen = {version: Plotly.version, figures: {}, errors};
              for (const [name, figure] of Object.entries(figures)) {
                try {
                  seen.figures[name] = (await look(name, figure))[1];
                } catch (e) {
                  note(name + ': ' + e);
                }
              }
              document.body.dataset.seen = encodeURIComponent(JSON.stringify(seen));
            })();
            """;

    private PlotlyPage() {}

    /**
     * The minified library of that version, fetched once.
     *
     * @throws TestAbortedException where npm is not there or fetches nothing
     */
    static Path plotly(String version) throws IOException, InterruptedException {
        Path folder = CACHE.resolve(version);
        Path script = folder.resolve("node_modules/plotly.js-dist-min/plotly.min.js");
        if (!Files.isRegularFile(script)) {
            Files.createDirectories(folder);
            npm(folder, version);
        }
        return script;
    }

    private static void npm(Path folder, String version) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.txt");
        var command = new ArrayList<>(List.of("npm", "install", "plotly.js-dist-min@" + version));
        command.addAll(List.of("--prefix", folder.toString(), "--no-save", "--ignore-scripts"));
        command.addAll(List.of("--no-audit", "--no-fund", "--fetch-retries=1"));
        Process npm;
        try {
            npm =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            throw new TestAbortedException("npm is not here: no live figure was looked at", e);
        }
        if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new TestAbortedException(
                    "npm has no plotly.js-dist-min %s here: %s"
                            .formatted(version, Files.readString(log)));
        }
    }

    /**
     * What a reader sees of figures.
     *
     * @param figures name to {@code application/vnd.plotly.v1+json}
     * @param folder for the page
     */
    static JsonNode seen(Chromium browser, String version, Map<String, String> figures, Path folder)
            throws IOException, InterruptedException {
        var all = JSON.createObjectNode();
        for (var figure : figures.entrySet()) {
            all.set(figure.getKey(), JSON.readTree(figure.getValue()));
        }
        Path page = folder.resolve("plotly-" + version + ".html");
        Files.writeString(
                page,
                "<!DOCTYPE html><meta charset=\"utf-8\"><body><script src=\"%s\"></script><script>const figures = %s;\n%s</script>"
                        .formatted(plotly(version).toUri(), all, LOOK));
        for (int tries = 0; tries < 3; tries++) { // Chromium's own clock may run out first
            var seen = SEEN.matcher(browser.dom(page));
            if (seen.find()) {
                return JSON.readTree(URLDecoder.decode(seen.group(1), UTF_8));
            }
        }
        throw new IOException("the page did not come to its end: " + page);
    }
}
