package org.sumcat.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rapaio.jupyter.kernel.channels.AbstractChannel;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.channels.MessageHandler;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.java.JavaEngine;
import org.rapaio.jupyter.kernel.core.java.RapaioExecutionControl;
import org.rapaio.jupyter.kernel.core.java.RapaioExecutionControlProvider;
import org.rapaio.jupyter.kernel.message.ContentType;
import org.rapaio.jupyter.kernel.message.Message;
import org.rapaio.jupyter.kernel.message.MessageId;
import org.rapaio.jupyter.kernel.message.MessageType;
import org.rapaio.jupyter.kernel.message.messages.ControlInterruptReply;
import org.rapaio.jupyter.kernel.message.messages.ControlShutdownReply;
import org.rapaio.jupyter.kernel.message.messages.ControlShutdownRequest;
import org.rapaio.jupyter.kernel.message.messages.ErrorReply;
import org.rapaio.jupyter.kernel.message.messages.IOPubStatus;
import org.rapaio.jupyter.kernel.message.messages.ShellExecuteRequest;
import org.rapaio.jupyter.kernel.message.messages.ShellKernelInfoReply;
import org.rapaio.org.zeromq.ZMQ;

/**
 * The control channel of the rapaio kernel, on which Jupyter sends an interrupt while a cell runs.
 * Version 3.0.1 mixes up the two: it answers there as if the cell had asked, hands the console back
 * to the terminal and calls the cell done; and to stop a cell it closes the threads of all cells
 * forever, so that every later one is answered with ok and none is run. Here a cell that is told to
 * stop is interrupted and ends as it does, and what Jupyter has queued behind it is aborted.
 *
 * <p>Like {@link RapaioMain} it uses nothing else of ours.
 */
final class RapaioControl {
    private static final int ROUND = 20; // milliseconds

    private final Channels channels;
    private final RapaioKernel kernel;
    private final AbstractChannel control;
    private final AbstractChannel shell;
    private final AbstractChannel iopub;
    private final Map<MessageType<?>, MessageHandler<?>> handlers;
    private final CellThreads cells = new CellThreads("Engine-thread-");
    private volatile boolean running; // a cell
    private volatile boolean stopped; // it

    private RapaioControl(Channels channels, RapaioKernel kernel)
            throws ReflectiveOperationException {
        this.channels = channels;
        this.kernel = kernel;
        control = (AbstractChannel) get(Channels.class, "control", channels);
        shell = (AbstractChannel) get(Channels.class, "shell", channels);
        iopub = (AbstractChannel) get(Channels.class, "iopub", channels);
        @SuppressWarnings("unchecked")
        var known =
                (Map<MessageType<?>, MessageHandler<?>>) get(Channels.class, "handlers", channels);
        handlers = known;
    }

    /** Replaces the kernel's own channel, once it is connected. */
    static RapaioControl over(Channels channels, RapaioKernel kernel)
            throws ReflectiveOperationException, InterruptedException {
        var ours = new RapaioControl(channels, kernel);
        ours.runCells();
        ours.listen();
        return ours;
    }

    private void runCells() throws ReflectiveOperationException {
        JavaEngine engine = kernel.javaEngine();
        var all = (RapaioExecutionControlProvider) get(JavaEngine.class, "controlProvider", engine);
        RapaioExecutionControl execution =
                all.getRegisteredControl((String) get(JavaEngine.class, "executionId", engine));
        field(RapaioExecutionControl.class, "executor").set(execution, cells);
        MessageHandler<ShellExecuteRequest> own =
                channels.getHandler(MessageType.SHELL_EXECUTE_REQUEST);
        ZMQ.Poller queue = poller(shell);
        MessageHandler<ShellExecuteRequest> around = message -> execute(own, message, queue);
        handlers.put(MessageType.SHELL_EXECUTE_REQUEST, around);
    }

    private void listen() throws ReflectiveOperationException, InterruptedException {
        MessageHandler<?> answer = this::answer; // also to what the kernel's own has read by now
        handlers.put(MessageType.CONTROL_INTERRUPT_REQUEST, answer);
        handlers.put(MessageType.CONTROL_SHUTDOWN_REQUEST, answer);
        Field listener = field(control.getClass(), "loopThread");
        var own = (LoopThread) listener.get(control);
        own.shutdown();
        own.join();
        if (channels.isMarkedForShutdown()) {
            return;
        }
        ZMQ.Poller poller = poller(control);
        var next = new LoopThread(own.getName(), ROUND, () -> round(poller));
        listener.set(control, next);
        next.start();
    }

    private void round(ZMQ.Poller poller) {
        if (poller.poll(0) > 0) {
            Message<?> message = control.readMessage();
            if (message != null) {
                answer(message);
            }
        }
    }

    private void answer(Message<?> message) {
        MessageId<?> id = message.getId();
        String asked = message.header().type().name();
        boolean stops = asked.equals("interrupt_request"); // pages take idle for that of the cell
        if (!stops) {
            status(id, IOPubStatus.BUSY);
        }
        switch (asked) {
            case "interrupt_request" -> {
                stop();
                send(control, id, new ControlInterruptReply());
            }
            case "kernel_info_request" -> send(control, id, kernelInfo());
            case "shutdown_request" -> {
                stop();
                var request = (ControlShutdownRequest) message.content();
                send(control, id, new ControlShutdownReply(request.restart()));
            }
            default -> System.err.println("sumcat: nobody answers " + asked);
        }
        if (!stops) {
            status(id, IOPubStatus.IDLE);
        }
        if (asked.equals("shutdown_request")) {
            channels.markForShutdown();
            channels.close();
        }
    }

    /** Stops the running cell, if there is one. */
    void stop() {
        synchronized (iopub) { // not while the cell writes: a message would be sent in part
            if (running) {
                stopped = true;
                cells.stop();
            }
        }
    }

    private void execute(
            MessageHandler<ShellExecuteRequest> own,
            Message<ShellExecuteRequest> message,
            ZMQ.Poller queue) {
        stopped = false;
        cells.begin();
        running = true;
        try {
            own.handle(message);
        } finally {
            running = false;
        }
        if (stopped && message.content().stopOnError()) {
            List<Message<?>> waiting = waiting(queue); // not what comes once the cell is answered
            channels.runAfterActions();
            waiting.forEach(this::abort);
        }
    }

    private List<Message<?>> waiting(ZMQ.Poller queue) {
        var waiting = new ArrayList<Message<?>>();
        while (queue.poll(0) > 0) {
            Message<?> message = shell.readMessage();
            if (message == null) {
                return waiting;
            }
            waiting.add(message);
        }
        return waiting;
    }

    /** Answers requests that arrived while the cell ran, so that no further cells run. */
    private void abort(Message<?> message) {
        MessageId<?> id = message.getId();
        if (MessageType.SHELL_EXECUTE_REQUEST.equals(message.header().type())) {
            status(id, IOPubStatus.BUSY);
            var why = "the cell before it was stopped";
            var aborted = new ErrorReply("aborted", "Stopped", why, List.of(), null);
            shell.sendMessage(
                    new Message<>(id, MessageType.SHELL_EXECUTE_REPLY.newError(), aborted));
            status(id, IOPubStatus.IDLE);
        } else {
            handle(message);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private void handle(Message message) {
        MessageHandler handler = handlers.get(message.header().type());
        if (handler != null) {
            channels.setMsgId(message.getId());
            handler.handle(message);
            channels.runAfterActions();
        }
    }

    private void status(MessageId<?> id, IOPubStatus status) {
        send(iopub, id, status);
    }

    private static <T extends ContentType<T>> void send(
            AbstractChannel channel, MessageId<?> id, T content) {
        channel.sendMessage(new Message<>(id, content.type(), content));
    }

    private ShellKernelInfoReply kernelInfo() {
        try {
            Method info = RapaioKernel.class.getDeclaredMethod("kernelInfo");
            info.setAccessible(true);
            return (ShellKernelInfoReply) info.invoke(kernel);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the kernel does not say what it is", e);
        }
    }

    /** Polls the channel for messages, on whichever thread asks. */
    private static ZMQ.Poller poller(AbstractChannel channel) throws ReflectiveOperationException {
        var context = (ZMQ.Context) get(AbstractChannel.class, "ctx", channel);
        ZMQ.Poller poller = context.poller(1);
        poller.register(
                (ZMQ.Socket) get(AbstractChannel.class, "socket", channel), ZMQ.Poller.POLLIN);
        return poller;
    }

    private static Object get(Class<?> type, String name, Object owner)
            throws ReflectiveOperationException {
        return field(type, name).get(owner);
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
