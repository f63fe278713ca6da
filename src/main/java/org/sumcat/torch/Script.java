package org.sumcat.torch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function of tensors in TorchScript, for what the engine can do and DJL has no word for. It runs
 * on any device, and gradients flow through it.
 *
 * <p>Outside of Python a script reaches the engine as an archive, as {@code torch.jit.save} writes
 * it: the text, and the pickle of an object that has it for a method.
 */
public final class Script {
    private static final String NAME = "script";
    private static final String PROTOCOL_2 = "\u0080\u0002";
    private static final String OBJECT_WITHOUT_FIELDS = "c__torch__\nScript\n)\u0081}b.";

    private final PtSymbolBlock module;

    /**
     * Compiles a function of one tensor.
     *
     * @param expression TorchScript of {@code x}, {@code torch.to(x, 15)}
     */
    public Script(String expression) {
        this(List.of("x"), "return " + expression);
    }

    /**
     * Compiles a function of several tensors.
     *
     * @param names of the tensors, in their order
     * @param statements TorchScript, one in a line, the last {@code return ...}
     */
    public Script(List<String> names, String statements) {
        this(names, "Tensor", statements);
    }

    private Script(List<String> names, String result, String statements) {
        module = module(names.stream().map(n -> n + ": Tensor").toList(), result, statements);
    }

    /**
     * Compiles a function that returns several tensors.
     *
     * @param statements the last is {@code return [...]}
     */
    static Script ofSeveral(List<String> names, String statements) {
        return new Script(names, "List[Tensor]", statements);
    }

    /**
     * A module with one function.
     *
     * @param parameters with their types, {@code x: Tensor}
     * @param result its type
     * @param statements TorchScript, one in a line
     */
    static PtSymbolBlock module(List<String> parameters, String result, String statements) {
        NDManager forever = Engine.getInstance().newBaseManager();
        try {
            return JniUtils.loadModule(
                    (PtNDManager) forever,
                    new ByteArrayInputStream(archive(parameters, result, statements)),
                    false,
                    false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls the function; its result belongs to the manager of the first tensor. Statements run as
     * they stand: the engine would take longer to rewrite them, in the first calls for each shape,
     * than is gained.
     */
    public NDArray of(NDArray... tensors) {
        return all(tensors).singletonOrThrow();
    }

    /** Calls the function, as {@link #of} does; all that it returns. */
    NDList all(NDArray... tensors) {
        JniUtils.setGraphExecutorOptimize(false);
        try {
            return IValueUtils.forward(module, new NDList(tensors), true);
        } finally {
            JniUtils.setGraphExecutorOptimize(true);
        }
    }

    private static byte[] archive(List<String> parameters, String result, String statements)
            throws IOException {
        var files = new LinkedHashMap<String, String>();
        files.put("data.pkl", PROTOCOL_2 + OBJECT_WITHOUT_FIELDS);
        files.put(
                "code/__torch__.py",
                """
                class Script(Module):
                  __parameters__ = []
                  __buffers__ = []
                  def forward(self: __torch__.Script, %s) -> %s:
                %s"""
                        .formatted(String.join(", ", parameters), result, statements.indent(4)));
        files.put("constants.pkl", PROTOCOL_2 + ")."); // an empty tuple
        files.put("version", "3\n");
        var bytes = new ByteArrayOutputStream();
        try (var archive = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                archive.putNextEntry(new ZipEntry(NAME + "/" + file.getKey()));
                archive.write(file.getValue().getBytes(ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }
}
