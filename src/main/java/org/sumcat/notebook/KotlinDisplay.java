package org.sumcat.notebook;

import java.awt.image.RenderedImage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.internal.Reflection;
import org.jetbrains.kotlinx.jupyter.api.FieldValue;
import org.jetbrains.kotlinx.jupyter.api.KotlinKernelHost;
import org.jetbrains.kotlinx.jupyter.api.Notebook;
import org.jetbrains.kotlinx.jupyter.api.ResultHandlerExecution;
import org.jetbrains.kotlinx.jupyter.api.SubtypeRendererTypeHandler;
import org.jetbrains.kotlinx.jupyter.api.libraries.ExecutionHost;
import org.jetbrains.kotlinx.jupyter.api.libraries.LibraryDefinition;
import org.jetbrains.kotlinx.jupyter.api.libraries.LibraryDefinitionImplKt;
import org.jetbrains.kotlinx.jupyter.api.libraries.LibraryDefinitionProducer;
import org.jspecify.annotations.Nullable;

/**
 * Display support that the Kotlin kernel discovers when a notebook loads our jar: for the value of
 * a cell, and for {@link Lab}.
 */
public final class KotlinDisplay implements LibraryDefinitionProducer {
    /**
     * The code that passes the kernel's display function to us, which shows output below whichever
     * cell runs.
     */
    private static final String MEET = "org.sumcat.notebook.KotlinDisplay.showBy { DISPLAY(it) }";

    /** The updates of the kernel that loaded our jar. */
    private static volatile @Nullable KotlinUpdates updates;

    /**
     * Receives the display function; called by the kernel, in a cell of its own, when a notebook
     * loads our jar.
     *
     * @param display what a cell can do and a library cannot: shows something below the cell that
     *     runs now
     */
    public static void showBy(Consumer<Object> display) {
        Lab.use(new KotlinKernel(display, updates));
    }

    @Override
    public List<LibraryDefinition> getDefinitions(Notebook notebook) {
        updates = new KotlinUpdates(notebook.getConnection());
        Function1<KotlinKernelHost, Object> meet = host -> host.execute(MEET);
        return List.of(
                LibraryDefinitionImplKt.libraryDefinition(
                        library -> {
                            library.setInit(List.of(meet));
                            library.setRenderers(
                                    Stream.concat(
                                                    Output.types().stream(),
                                                    Stream.of(RenderedImage.class))
                                            .map(Reflection::getOrCreateKotlinClass)
                                            .map(
                                                    type ->
                                                            new SubtypeRendererTypeHandler(
                                                                    type, new Rendering()))
                                            .toList());
                            return Unit.INSTANCE;
                        }));
    }

    private static final class Rendering implements ResultHandlerExecution {
        @Override
        public FieldValue execute(ExecutionHost host, FieldValue result) {
            return new FieldValue(
                    KotlinKernel.result(Output.ofCell(result.getValue())), result.getName());
        }

        @Override
        public ResultHandlerExecution replaceVariables(Map<String, String> mapping) {
            return this;
        }
    }
}
