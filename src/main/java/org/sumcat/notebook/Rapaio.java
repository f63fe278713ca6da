package org.sumcat.notebook;

import java.util.Optional;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** The kernel of the Rapaio project, which {@code ./sumcat notebook} sets up. */
final class Rapaio implements Kernel {
    /** The kernel listens to Jupyter in threads of this class. */
    private static final String LISTENER = "org.rapaio.jupyter.kernel.channels.LoopThread";

    private Rapaio() {}

    /**
     * The kernel, where one listens: asking its own classes would start one where they are merely
     * on the class path.
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

    /** Nothing to do: {@code %jars} made the kernel find {@link RapaioDisplay}. */
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
