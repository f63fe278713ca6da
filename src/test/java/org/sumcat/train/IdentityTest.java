package org.sumcat.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.sumcat.engine.Rules;
import org.sumcat.keys.Components;
import org.sumcat.network.NetworkSummary;
import org.sumcat.recipe.Recipe;
import org.sumcat.zoo.Family;
import org.sumcat.zoo.Zoo;

/** What is hashed to tell one run from another has fixed names: to rename a type changes none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IdentityTest {
    private static final List<Class<?>> HASHED = List.of(NetworkSummary.class, Recipe.class);

    @Test
    void every_component_and_word_that_reaches_a_hash_has_its_name_in_writing() throws Exception {
        var seen = new TreeSet<String>();
        var unwritten = new ArrayList<String>();
        for (Class<?> type : HASHED) {
            look(type, seen, unwritten);
        }
        assertThat(seen).contains("Recipe", "NetworkSummary", "Stage", "Schedule", "Optimizer");
        assertThat(unwritten).isEmpty();
    }

    private static void look(Type type, TreeSet<String> seen, List<String> unwritten)
            throws NoSuchFieldException {
        if (type instanceof ParameterizedType list) {
            for (Type each : list.getActualTypeArguments()) {
                look(each, seen, unwritten);
            }
        } else if (type instanceof Class<?> one && (one.isRecord() || one.isEnum())) {
            if (!seen.add(one.getSimpleName())) {
                return;
            }
            if (one.isEnum()) {
                for (Object constant : one.getEnumConstants()) {
                    String name = ((Enum<?>) constant).name();
                    JsonProperty fixed = one.getField(name).getAnnotation(JsonProperty.class);
                    note(fixed, one.getSimpleName() + "." + name, unwritten);
                }
                return;
            }
            for (RecordComponent component : one.getRecordComponents()) {
                JsonProperty fixed = component.getAccessor().getAnnotation(JsonProperty.class);
                note(fixed, one.getSimpleName() + "." + component.getName(), unwritten);
                look(component.getGenericType(), seen, unwritten);
            }
        }
    }

    private static void note(JsonProperty fixed, String what, List<String> unwritten) {
        if (fixed == null || fixed.value().isEmpty()) {
            unwritten.add(what);
        }
    }

    @Test
    void the_names_are_those_of_version_0_1_0_but_for_shift_which_is_left_out_at_0() {
        assertThat(names(NetworkSummary.class))
                .containsExactly(
                        "spec",
                        "family",
                        "year",
                        "paper",
                        "input",
                        "classes",
                        "parameters",
                        "macs",
                        "headParameters",
                        "headMacs",
                        "weightLayers",
                        "connections",
                        "stages");
        assertThat(names(Recipe.class))
                .containsExactly(
                        "name",
                        "epochs",
                        "batch",
                        "rate",
                        "schedule",
                        "optimizer",
                        "momentum",
                        "nesterov",
                        "weightDecay",
                        "clip",
                        "smoothing",
                        "start",
                        "flip",
                        "shift",
                        "side",
                        "images",
                        "validation",
                        "testing");
    }

    private static List<String> names(Class<?> type) {
        return List.of(type.getRecordComponents()).stream().map(Components::name).toList();
    }

    /** Records from before rules were named have those of the default, and their hash. */
    @Test
    void rules_of_the_engine_are_hashed_where_they_round_otherwise_than_by_default() {
        String usual = identity(Rules.DEFAULT);
        assertThat(identity(Rules.PLAIN)).isNotEqualTo(usual);
        assertThat(identity(Rules.of("relu-in-place"))).isEqualTo(identity(Rules.PLAIN));
        assertThat(identity(Rules.of("default,recomputation"))).isEqualTo(usual);
        assertThat(identity(Rules.of("default,full-recomputation"))).isEqualTo(usual);
        assertThat(usual)
                .isEqualTo("7a90fcf0321b512483cbba755d8d629cbb6d174de0580a02800ecf46f0c0183b");
    }

    private static String identity(Rules rules) {
        return Identity.bySeed(
                        NetworkSummary.of(Zoo.network("lenet-5")),
                        Recipe.quick(),
                        "ab",
                        "cpu",
                        1,
                        "float32",
                        rules.names(),
                        Map.of())
                .apply(1);
    }

    /** A network's spec is hashed, too, and its words come from the names of a record. */
    @Test
    void specs_have_the_words_that_are_in_records() throws Exception {
        var words = new ArrayList<String>();
        for (Family family : Zoo.families()) {
            for (String key : family.keys().keySet()) {
                words.add(
                        "%s: %s = %s, of %s"
                                .formatted(
                                        family.name(),
                                        key,
                                        family.keys().get(key),
                                        family.values().get(key)));
            }
        }
        assertThat(words)
                .containsExactlyElementsOf(
                        Files.readAllLines(
                                Path.of("src/test/resources/records-0.1.0/spec-words.txt")));
    }
}
