package dev.pollux.cloud;

import dev.pollux.media.store.Bucket;
import dev.pollux.media.store.BucketFiles;
import dev.pollux.network.Network;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * What is done by the clouds' own libraries, which few need: they are as large as all the rest of the program, and would
 * have to be looked through at every start.
 */
public interface Clouds {
    /** Beside the program's jar. */
    String FOLDER = "cloud";

    /** A bucket at Amazon's, or at one of the many services that speak its language. */
    BucketFiles s3(Bucket bucket);

    /** A bucket at Tencent Cloud's. */
    BucketFiles tencent(Bucket bucket);

    /** A bucket at Qiniu's. */
    BucketFiles qiniu(Bucket bucket);

    /**
     * Who gives the tokens of a service account of Google's.
     *
     * @param file its key file, as Google's console makes it
     * @param ways how the address is reached at which tokens are given
     * @throws IllegalArgumentException if it is none
     */
    Issuer google(Path file, Function<URI, Network.Way> ways);

    /** Loads the libraries; called once by the first who needs one. */
    static Clouds load() {
        return Loaded.CLOUDS;
    }

    /** The libraries in the memory: as long as the program runs, since what they made may live as long. */
    final class Loaded {
        private static final String NAME = Clouds.class.getPackageName() + ".sdk.Libraries";
        private static final Clouds CLOUDS = load();

        private Loaded() {}

        private static Clouds load() {
            try {
                return Class.forName(NAME, true, loader()).asSubclass(Clouds.class).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the libraries of the clouds are not where they were built", e);
            }
        }

        /** Our own where all libraries are on its class path, as in tests. */
        private static ClassLoader loader() {
            ClassLoader ours = Objects.requireNonNull(Clouds.class.getClassLoader());
            File[] jars = folder().listFiles((_, name) -> name.endsWith(".jar"));
            return jars == null
                    ? ours
                    : new URLClassLoader(FOLDER, Arrays.stream(jars).map(Loaded::url).toArray(URL[]::new), ours);
        }

        private static File folder() {
            try {
                URI program = Clouds.class.getProtectionDomain().getCodeSource().getLocation().toURI();
                return Path.of(program).resolveSibling(FOLDER).toFile();
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        private static URL url(File jar) {
            try {
                return jar.toURI().toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
