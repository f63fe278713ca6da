package org.sumcat;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The plan of the house: arrows point downhill, and each outside library has one home. */
@AnalyzeClasses(packages = "org.sumcat", importOptions = DoNotIncludeTests.class)
class PackagesTest {
    @ArchTest
    static final ArchRule arrows_point_downhill =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("cli")
                    .definedBy("org.sumcat.cli")
                    .layer("notebook")
                    .definedBy("org.sumcat.notebook")
                    .layer("effect")
                    .definedBy("org.sumcat.effect")
                    .layer("verify")
                    .definedBy("org.sumcat.verify")
                    .layer("report")
                    .definedBy("org.sumcat.report")
                    .layer("baseline")
                    .definedBy("org.sumcat.baseline")
                    .layer("measure")
                    .definedBy("org.sumcat.measure")
                    .layer("bench")
                    .definedBy("org.sumcat.bench")
                    .layer("sweep")
                    .definedBy("org.sumcat.sweep")
                    .layer("train")
                    .definedBy("org.sumcat.train")
                    .layer("zoo")
                    .definedBy("org.sumcat.zoo")
                    .layer("nn")
                    .definedBy("org.sumcat.nn")
                    .layer("data")
                    .definedBy("org.sumcat.data")
                    .layer("statistics")
                    .definedBy("org.sumcat.statistics")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("notebook")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("effect")
                    .mayOnlyBeAccessedByLayers("cli", "notebook")
                    .whereLayer("verify")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("report")
                    .mayOnlyBeAccessedByLayers("cli", "notebook", "effect", "verify")
                    .whereLayer("baseline")
                    .mayOnlyBeAccessedByLayers("cli", "notebook", "effect", "report")
                    .whereLayer("measure")
                    .mayOnlyBeAccessedByLayers("cli", "notebook", "effect", "report", "sweep")
                    .whereLayer("bench")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("sweep")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("train")
                    .mayOnlyBeAccessedByLayers(
                            "cli",
                            "notebook",
                            "effect",
                            "verify",
                            "report",
                            "baseline",
                            "measure",
                            "sweep",
                            "bench")
                    .whereLayer("zoo")
                    .mayOnlyBeAccessedByLayers(
                            "cli",
                            "notebook",
                            "effect",
                            "verify",
                            "report",
                            "measure",
                            "sweep",
                            "bench",
                            "train")
                    .whereLayer("nn")
                    .mayOnlyBeAccessedByLayers("zoo", "train", "measure", "effect")
                    .whereLayer("data")
                    .mayOnlyBeAccessedByLayers(
                            "cli",
                            "notebook",
                            "effect",
                            "verify",
                            "report",
                            "baseline",
                            "sweep",
                            "measure",
                            "bench",
                            "train")
                    .whereLayer("statistics")
                    .mayOnlyBeAccessedByLayers("cli", "notebook", "effect", "report");

    @ArchTest
    static final ArchRule commons_statistics_lives_in_statistics =
            home("statistics", "org\\.apache\\.commons\\.(statistics|math3)");

    @ArchTest
    static final ArchRule tribuo_lives_in_baseline = home("baseline", "org\\.tribuo|com\\.oracle");

    @ArchTest
    static final ArchRule tablesaw_pebble_and_jsvg_live_in_report =
            home("report", "tech\\.tablesaw|io\\.pebbletemplates|com\\.github\\.weisj");

    /** Where a kernel is asked for its classes, so that all else runs without any. */
    @ArchTest
    static final ArchRule kernels_live_in_notebook =
            home("notebook", "org\\.rapaio|io\\.github\\.spencerpark|org\\.dflib\\.jjava");

    @ArchTest static final ArchRule picocli_lives_in_cli = home("cli", "picocli");

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
                    .resideInAPackage("org.sumcat.report")
                    .should()
                    .dependOnClassesThat(nameMatching("ai\\.djl\\..*"));

    private static ArchRule home(String room, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackages("org.sumcat." + room)
                .should()
                .dependOnClassesThat(nameMatching("(" + library + ")\\..*"));
    }
}
