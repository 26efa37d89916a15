package dev.pollux.cli;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The signals of the operating system.
 *
 * <p>The JDK has only {@code sun.misc.Signal} for them; reached by reflection, as the compiler warns of that type and
 * cannot be told that it is meant.
 */
final class Signals {

    private Signals() {}

    /** @param told gets the signal's number, on a thread of the JVM's */
    static void on(String name, IntConsumer told) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object signalHandler = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[]{handler},
                    (_, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            told.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                        }
                        return null; // the JVM asks it nothing else
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), signalHandler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM cannot handle the signal " + name, e);
        }
    }
}
