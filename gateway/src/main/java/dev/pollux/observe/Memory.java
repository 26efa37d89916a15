package dev.pollux.observe;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the process takes of the machine's memory; looked up when somebody asks. */
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

    private Memory() {}

    static void register(PrometheusRegistry registry) {
        GaugeWithCallback.builder().name("jvm_memory_used_bytes").help("Memory in use.").labelNames("area")
                .callback(gauge -> {
                    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
                    gauge.call((double) memory.getHeapMemoryUsage().getUsed(), "heap");
                    gauge.call((double) memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
                }).register(registry);
        GaugeWithCallback.builder().name("jvm_memory_max_bytes").help("The most that there may be of it.")
                .labelNames("area")
                .callback(gauge -> gauge.call((double) Runtime.getRuntime().maxMemory(), "heap")).register(registry);
        GaugeWithCallback.builder().name("jvm_buffer_pool_used_bytes").help("Memory of buffers outside of the heap.")
                .labelNames("pool")
                .callback(gauge -> ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
                        .forEach(pool -> gauge.call((double) pool.getMemoryUsed(), pool.getName())))
                .register(registry);
        GaugeWithCallback.builder().name("process_resident_memory_bytes").help("Memory of the process; on Linux.")
                .callback(gauge -> resident().ifPresent(bytes -> gauge.call((double) bytes))).register(registry);
    }

    private static OptionalLong resident() {
        try {
            Matcher line = RESIDENT.matcher(Files.isReadable(STATUS) ? Files.readString(STATUS) : "");
            return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * 1_024) : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
