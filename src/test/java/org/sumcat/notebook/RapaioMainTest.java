package org.sumcat.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.Transform;
import org.rapaio.jupyter.kernel.message.HMACDigest;
import org.rapaio.jupyter.kernel.message.MessageType;
import org.rapaio.org.zeromq.SocketType;
import org.rapaio.org.zeromq.ZMQ;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RapaioMainTest {
    /** For what takes no time on a machine that does nothing else, in seconds. */
    private static final int PATIENCE = 300;

    @Test
    void a_question_that_comes_before_its_answer_is_known_is_answered_and_shutdown_ends_it_all()
            throws Exception {
        var address = freePorts();
        var channels = new Channels(address);
        var kernel = new Slow();
        var connected = run(() -> RapaioMain.connect(channels, kernel));
        assertThat(kernel.listens.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        try (var shell = new Jupyter(address, address.shellPort());
                var control = new Jupyter(address, address.controlPort())) {
            shell.ask(MessageType.SHELL_KERNEL_INFO_REQUEST, "{}");
            connected.get(PATIENCE, TimeUnit.SECONDS);
            var over = run(() -> RapaioMain.lookAfter(channels));

            assertThat(shell.answer()).contains("kernel_info_reply");

            control.ask(MessageType.CONTROL_SHUTDOWN_REQUEST, "{\"restart\": false}");

            over.get(PATIENCE, TimeUnit.SECONDS);
        }
    }

    @Test
    @Timeout(PATIENCE)
    void a_listener_that_ended_untold_is_started_again_and_one_that_was_told_to_end_is_not()
            throws Exception {
        var worked = new CountDownLatch(3);
        var channel = new Channel(worked);
        channel.loopThread.start();
        channel.loopThread.join();

        do { // a new one may end early, too
            assertThat(RapaioMain.revive(channel)).isTrue();
        } while (!worked.await(100, TimeUnit.MILLISECONDS));

        channel.loopThread.shutdown();
        channel.loopThread.join();
        assertThat(RapaioMain.revive(channel)).isFalse();
        assertThat(channel.loopThread.isAlive()).isFalse();
    }

    @Test
    void a_cell_that_is_told_to_stop_ends_by_itself_what_waits_is_aborted_and_the_next_one_runs()
            throws Exception {
        var address = freePorts();
        var channels = new Channels(address);
        var kernel = new RapaioKernel();
        RapaioMain.connect(channels, kernel);
        RapaioControl.over(channels, kernel);
        try (var shell = new Jupyter(address, address.shellPort());
                var control = new Jupyter(address, address.controlPort())) {
            shell.execute(
                    "{ System.setProperty('cell', 'runs');"
                            + " while (!Thread.currentThread().isInterrupted())"
                            + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);"
                            + " throw new IllegalStateException('epoch 2 of 3'); }");
            awaitCell("runs");
            shell.execute("System.setProperty('cell', 'was not aborted')");
            Thread.sleep(2000); // until it is in the kernel's queue, where nobody can see it
            control.ask(MessageType.SHELL_KERNEL_INFO_REQUEST, "{}"); // as a page does that opens
            assertThat(control.whole()).contains("kernel_info_reply");

            control.ask(MessageType.CONTROL_INTERRUPT_REQUEST, "{}");

            assertThat(control.whole()).contains("interrupt_reply");
            assertThat(shell.whole()).contains("\"status\":\"error\"", "epoch 2 of 3");
            assertThat(shell.whole()).contains("\"status\":\"aborted\"");
            assertThat(System.getProperty("cell")).isEqualTo("runs");

            shell.execute("System.setProperty('cell', 'the next one runs')");

            assertThat(shell.whole()).contains("\"status\":\"ok\"");
            awaitCell("the next one runs");
            control.ask(MessageType.CONTROL_SHUTDOWN_REQUEST, "{\"restart\": false}");
            run(() -> RapaioMain.lookAfter(channels)).get(PATIENCE, TimeUnit.SECONDS);
        } finally {
            System.clearProperty("cell");
        }
    }

    /** Cells of this kernel run in this process. */
    private static void awaitCell(String said) throws InterruptedException {
        for (int round = 0; round < PATIENCE * 100; round++) {
            if (said.equals(System.getProperty("cell"))) {
                return;
            }
            Thread.sleep(10);
        }
        assertThat(System.getProperty("cell")).isEqualTo(said);
    }

    /** A kernel that listens long before it can answer. */
    private static final class Slow extends RapaioKernel {
        final CountDownLatch listens = new CountDownLatch(1);

        @Override
        public void registerChannels(Channels channels) {
            listens.countDown();
            try {
                Thread.sleep(1000); // many times as long as a listener sleeps
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.registerChannels(channels);
        }
    }

    /** The other end of a channel, in the words of Jupyter's wire protocol. */
    private static final class Jupyter implements AutoCloseable {
        private final ZMQ.Context context = ZMQ.context(1);
        private final ZMQ.Socket socket = context.socket(SocketType.DEALER);
        private final HMACDigest digest;

        Jupyter(ConnectionProperties address, int port) throws Exception {
            digest = address.createHMACDigest();
            socket.setReceiveTimeOut(PATIENCE * 1000);
            // Two of JeroMQ in one process now and then wait for each other: the sooner again.
            socket.setHandshakeIvl(5000);
            socket.connect(address.formatAddress(port));
        }

        void ask(MessageType<?> type, String content) {
            byte[] header =
                    """
                    {"msg_id": "1", "session": "1", "username": "", "version": "5.3",
                     "date": "2026-01-01T00:00:00Z", "msg_type": "%s"}\
                    """
                            .formatted(type.name())
                            .getBytes(UTF_8);
            byte[] none = "{}".getBytes(UTF_8);
            byte[] body = content.getBytes(UTF_8);
            socket.sendMore(Transform.IDENTITY_DELIMITER);
            socket.sendMore(digest.computeSignature(header, none, none, body));
            socket.sendMore(header);
            socket.sendMore(none);
            socket.sendMore(none);
            socket.send(body);
        }

        void execute(String code) {
            ask(
                    MessageType.SHELL_EXECUTE_REQUEST,
                    "{\"code\": \"%s\", \"stop_on_error\": true, \"user_expressions\": {}}"
                            .formatted(code.replace("'", "\\\"")));
        }

        /** The next answer with all its parts, or null if none came in time. */
        String whole() {
            byte[] part = socket.recv();
            if (part == null) {
                return null;
            }
            var all = new StringBuilder();
            while (socket.hasReceiveMore()) {
                all.append(socket.recvStr()).append('\n');
            }
            return all.toString();
        }

        /** The header of the next answer, or null if none came in time. */
        String answer() {
            byte[] delimiter = socket.recv();
            if (delimiter == null) {
                return null;
            }
            socket.recv(); // the signature
            return new String(socket.recv(), UTF_8);
        }

        @Override
        public void close() {
            socket.close();
            context.close();
        }
    }

    /** Its field is named as in the kernel's channels; its thread fails the first time. */
    private static final class Channel {
        private LoopThread loopThread;

        Channel(CountDownLatch worked) {
            loopThread =
                    new LoopThread(
                            "Shell-0",
                            1,
                            () -> {
                                worked.countDown();
                                if (worked.getCount() == 2) {
                                    Thread.currentThread()
                                            .setUncaughtExceptionHandler((thread, e) -> {});
                                    throw new IllegalStateException("the first time");
                                }
                            });
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> run(Work work) {
        var done = new CompletableFuture<Void>();
        var thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                                done.complete(null);
                            } catch (Exception e) {
                                done.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static ConnectionProperties freePorts() throws IOException {
        var taken = new ServerSocket[5];
        int[] ports = new int[taken.length];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = new ServerSocket(0);
            ports[i] = taken[i].getLocalPort();
        }
        for (var socket : taken) {
            socket.close();
        }
        return new ConnectionProperties(
                ports[0],
                ports[1],
                "tcp",
                "hmac-sha256",
                ports[2],
                ports[3],
                "127.0.0.1",
                ports[4],
                "a key");
    }
}
