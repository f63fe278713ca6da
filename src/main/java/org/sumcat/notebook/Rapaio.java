package org.sumcat.notebook;

import java.util.Optional;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** The Rapaio project's kernel, which {@code ./sumcat notebook} sets up. */
final class Rapaio implements Kernel {
    /** The class whose threads listen to Jupyter in this kernel. */
    private static final String LISTENER = "org.rapaio.jupyter.kernel.channels.LoopThread";

    private Rapaio() {}

    /**
     * The running kernel, if any: using its own classes would start one where they are merely on
     * the class path.
     */
    static Optional<Kernel> running() {
        boolean listens =
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getClass().getName().equals(LISTENER));
        return listens ? Optional.of(new Rapaio()) : Optional.empty();
    }

    @Override
    public String name() {
        return "rapaio kernel";
    }

    /** Does nothing, since {@code %jars} made the kernel discover {@link RapaioDisplay}. */
    @Override
    public void register() {}

    @Override
    public void show(Output output) {
        MainApp.kernel.display(displayData(output));
    }

    @Override
    public boolean rewrites() {
        return true;
    }

    @Override
    public void show(Output output, String id, boolean again) {
        DisplayData data = displayData(output);
        data.setDisplayId(id);
        if (again) {
            MainApp.kernel.updateDisplay(data);
        } else {
            MainApp.kernel.display(data);
        }
    }

    static DisplayData displayData(Output output) {
        var data = DisplayData.fromText(output.text());
        output.content().forEach(data::putData);
        output.metadata().forEach(data::putMetaData);
        return data;
    }
}
