package org.sumcat.train;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import oshi.SystemInfo;

/** What there is to compute on, in words. */
public final class Machine {
    private Machine() {}

    /** The processor as it calls itself. */
    public static String processor() {
        return new SystemInfo()
                .getHardware()
                .getProcessor()
                .getProcessorIdentifier()
                .getName()
                .strip();
    }

    /** The first graphics card that is no part of the mainboard's own, as it calls itself. */
    static String graphicsCard() {
        return new SystemInfo()
                .getHardware().getGraphicsCards().stream()
                        .filter(
                                card ->
                                        card.getVendor()
                                                .toLowerCase(Locale.ROOT)
                                                .contains("nvidia"))
                        .map(card -> card.getName())
                        .findFirst()
                        .orElse("GPU");
    }

    /** Names and values for a person who asks what will be used; starts the engine. */
    public static Map<String, String> facts(Compute compute) {
        var facts = new LinkedHashMap<String, String>();
        var hardware = new SystemInfo().getHardware();
        facts.put("processor", processor());
        facts.put("processors seen", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "memory",
                "%.1f GiB".formatted(hardware.getMemory().getTotal() / (double) (1 << 30)));
        facts.put("GPUs the engine sees", String.valueOf(Engine.getInstance().getGpuCount()));
        facts.put("device used", compute.words());
        facts.put("precision", "float32");
        facts.putAll(Versions.all());
        facts.put("libtorch", LibUtils.getLibtorchPath());
        return facts;
    }
}
