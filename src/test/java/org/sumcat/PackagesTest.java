package org.sumcat;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.stream.IntStream;

/** The plan of the house: arrows point downhill, and each outside library has one home. */
@AnalyzeClasses(packages = "org.sumcat", importOptions = DoNotIncludeTests.class)
class PackagesTest {
    /** From the roof down: each room may use those below it, and only those. */
    private static final List<String> ROOMS =
            List.of(
                    "cli",
                    "classroom",
                    "jupyter",
                    "terminal",
                    "course",
                    "marking",
                    "snippet",
                    "ipynb",
                    "notebook",
                    "effect",
                    "efficiency",
                    "ablation",
                    "experiment",
                    "verify",
                    "speed",
                    "report",
                    "published",
                    "compare",
                    "diagram",
                    "chart",
                    "plot",
                    "palette",
                    "axis",
                    "baseline",
                    "sweep",
                    "measure",
                    "bench",
                    "train",
                    "inference",
                    "optimizer",
                    "device",
                    "recipe",
                    "zoo",
                    "inception",
                    "network",
                    "engine",
                    "nn",
                    "torch",
                    "keys",
                    "data",
                    "render",
                    "files",
                    "statistics");

    @ArchTest
    static final ArchRule arrows_point_downhill =
            CompositeArchRule.of(
                    IntStream.range(1, ROOMS.size()).mapToObj(i -> uses_nothing_above(i)).toList());

    private static ArchRule uses_nothing_above(int room) {
        String[] above =
                ROOMS.subList(0, room).stream()
                        .map(name -> "org.sumcat." + name)
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("org.sumcat." + ROOMS.get(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above);
    }

    @ArchTest
    static final ArchRule every_room_has_its_place_in_the_order =
            classes()
                    .should()
                    .resideInAnyPackage(
                            ROOMS.stream()
                                    .map(name -> "org.sumcat." + name)
                                    .toArray(String[]::new));

    /** Neighbours in the order that are to know nothing of each other. */
    @ArchTest
    static final ArchRule some_rooms_have_no_door_between_them =
            CompositeArchRule.of(
                    List.of(
                            door(
                                    "course|marking|snippet|ipynb",
                                    "notebook|effect|efficiency|ablation|experiment|verify|report|compare"
                                            + "|diagram|chart|plot|palette|axis|baseline|sweep|measure|train|inference|zoo|inception|nn"),
                            door("marking", "recipe|network"),
                            door("effect|efficiency|ablation|experiment", "verify|sweep|bench"),
                            door("notebook", "verify|sweep|bench"),
                            door("verify", "baseline|sweep|measure|bench"),
                            door(
                                    "speed|report|published|compare|diagram|chart|plot|palette|axis|render",
                                    "sweep|bench"),
                            door("plot|palette|axis|render", "files|statistics"),
                            door(
                                    "zoo|inception|nn|device|optimizer|recipe|data|bench|sweep",
                                    "render"),
                            door("baseline", "sweep|measure|bench|zoo|inception|nn"),
                            door("sweep", "bench|nn"),
                            door("measure", "bench"),
                            door("bench", "nn"),
                            door("train|inference|optimizer|device|recipe", "statistics"),
                            door("inference|optimizer|device", "zoo|inception|network"),
                            door("optimizer", "data"),
                            door("keys|torch", "data|files|statistics"),
                            door("zoo|inception|network", "engine|torch"),
                            door("zoo|inception|network|engine|nn", "data|files|statistics")));

    private static ArchRule door(String from, String to) {
        return noClasses()
                .that(resideInARoom(from))
                .should()
                .dependOnClassesThat(resideInARoom(to));
    }

    private static DescribedPredicate<JavaClass> resideInARoom(String rooms) {
        return DescribedPredicate.describe(
                "reside in " + rooms,
                type -> type.getPackageName().matches("org\\.sumcat\\.(" + rooms + ")"));
    }

    @ArchTest
    static final ArchRule commons_statistics_lives_in_statistics =
            home("statistics", "org\\.apache\\.commons\\.statistics");

    @ArchTest
    static final ArchRule tribuo_lives_in_baseline = home("baseline", "org\\.tribuo|com\\.oracle");

    @ArchTest
    static final ArchRule pebble_and_jsvg_live_in_render =
            home("render", "io\\.pebbletemplates|com\\.github\\.weisj");

    /** A result gives a {@code Table}, a chart is a {@code Figure}: these two any room may name. */
    private static final String BUT_TABLE_AND_FIGURE =
            "(?!\\.api\\.Table$|\\.plotly\\.components\\.Figure$)";

    @ArchTest
    static final ArchRule tablesaw_lives_where_results_are_shown =
            home(
                    "speed|report|published|compare|chart|plot|palette|axis|render",
                    "tech\\.tablesaw" + BUT_TABLE_AND_FIGURE);

    @ArchTest
    static final ArchRule csv_of_tablesaw_lives_in_render = home("render", "tech\\.tablesaw\\.io");

    @ArchTest
    static final ArchRule plotly_of_tablesaw_lives_in_chart_and_plot =
            home(
                    "chart|plot|palette",
                    "tech\\.tablesaw(?!\\.plotly\\.components\\.Figure$)\\.plotly");

    /** Where a kernel is asked for its classes, so that all else runs without any. */
    @ArchTest
    static final ArchRule kernels_live_in_notebook =
            home(
                    "notebook",
                    "org\\.rapaio|io\\.github\\.spencerpark|org\\.dflib\\.jjava|org\\.jetbrains\\.kotlinx");

    @ArchTest
    static final ArchRule jni_of_djl_lives_in_torch = home("torch", "ai\\.djl\\.pytorch\\.jni");

    /** Where CUDA is called by its own names. */
    @ArchTest static final ArchRule jna_lives_in_device = home("device", "com\\.sun\\.jna");

    @ArchTest
    static final ArchRule picocli_lives_with_the_commands =
            home("cli|classroom|terminal", "picocli");

    /** And in bench, where the usual way in DJL is kept to be timed. */
    @ArchTest
    static final ArchRule layer_builders_live_in_nn =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("org.sumcat.nn", "org.sumcat.bench")
                    .should()
                    .dependOnClassesThat(nameMatching("ai\\.djl\\.nn\\..*Builder"));

    @ArchTest
    static final ArchRule tensors_never_reach_the_report =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.sumcat.speed",
                            "org.sumcat.report",
                            "org.sumcat.compare",
                            "org.sumcat.diagram",
                            "org.sumcat.chart",
                            "org.sumcat.plot",
                            "org.sumcat.palette",
                            "org.sumcat.axis",
                            "org.sumcat.render")
                    .should()
                    .dependOnClassesThat(nameMatching("ai\\.djl\\..*"));

    /** What a network says, not how it is run. */
    @ArchTest
    static final ArchRule of_layers_the_report_knows_the_words_and_the_tree =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.sumcat.speed",
                            "org.sumcat.report",
                            "org.sumcat.compare",
                            "org.sumcat.diagram",
                            "org.sumcat.chart",
                            "org.sumcat.plot",
                            "org.sumcat.palette",
                            "org.sumcat.axis",
                            "org.sumcat.render")
                    .should()
                    .dependOnClassesThat(
                            nameMatching(
                                    "org\\.sumcat\\.nn\\.(?!(Fusion|LayerKind|NetworkGraph)\\b).*"));

    private static ArchRule home(String rooms, String library) {
        return noClasses()
                .that(DescribedPredicate.not(resideInARoom(rooms)))
                .should()
                .dependOnClassesThat(nameMatching("(" + library + ")\\..*"));
    }
}
