package dev.pollux;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.pollux.access.Gate;
import dev.pollux.dialect.Dialect;
import dev.pollux.secret.Chance;
import dev.pollux.secret.Digest;
import dev.pollux.secret.Secret;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may import whom: the graph of packages has no circle, and this is it. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.pollux");

    /** A package, and the packages of ours that it may import. What is not here may import nothing of ours. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("json", Set.of("thread")),
            Map.entry("thread", Set.of()),
            Map.entry("transcript", Set.of()),
            Map.entry("socket", Set.of()),
            Map.entry("sse", Set.of("thread")),
            Map.entry("secret", Set.of()),
            Map.entry("address", Set.of()),
            Map.entry("network", Set.of("secret", "address")),
            Map.entry("model", Set.of("json")),
            Map.entry("room", Set.of("thread", "model")),
            Map.entry("schema", Set.of("json", "model")),
            Map.entry("tokens", Set.of("thread", "json", "model")),
            Map.entry("sound", Set.of("model")),
            Map.entry("dialect", Set.of("json", "sse", "model", "schema", "tokens", "sound")),
            Map.entry("keys", Set.of("secret", "model", "json")),
            Map.entry("account", Set.of("thread", "secret", "model", "network", "cloud")),
            Map.entry("cloud", Set.of("media", "network", "secret")),
            Map.entry("access", Set.of("secret", "model")),
            Map.entry("limits", Set.of("access", "address", "model")),
            Map.entry("vendor", Set.of("dialect", "keys", "json", "secret", "model", "schema")),
            Map.entry("route", Set.of("vendor", "dialect", "access", "json", "model")),
            Map.entry("upstream",
                    Set.of("thread", "transcript", "socket", "room", "route", "keys", "vendor", "dialect", "model",
                            "sse", "json",
                            "secret",
                            "network")),
            Map.entry("translate", Set.of("route", "dialect", "model", "sse", "json")),
            Map.entry("media", Set.of("thread", "model", "address", "secret")),
            Map.entry("exchange",
                    Set.of("thread", "transcript", "room", "upstream", "media", "route", "vendor", "access", "limits",
                            "dialect", "tokens",
                            "sound", "model",
                            "sse",
                            "json")),
            Map.entry("http",
                    Set.of("sse", "secret", "thread", "transcript", "socket", "room", "exchange", "access", "address",
                            "route",
                            "dialect",
                            "model",
                            "json")),
            Map.entry("observe", Set.of("exchange", "limits", "keys", "model", "json", "secret", "transcript")),
            Map.entry("config", Set.of("secret", "keys", "account", "vendor", "network", "access", "address")));
    /** What OpenAI's two dialects have in common; it is none itself. */
    private static final String BOTH_OPENAI = "openai";
    /** The wiring: it knows everybody, nobody knows it. */
    private static final Set<String> WIRING = Set.of("", "cli", "sandbox");

    @TestFactory
    Stream<DynamicTest> aPackageImportsOnlyWhatIsBelowIt() {
        return MAY_IMPORT.entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(imports(entry.getKey()))
                        .as("packages that %s imports", entry.getKey())
                        .isSubsetOf(entry.getValue())));
    }

    @Test
    void everyPackageHasItsPlaceInTheGraph() {
        Set<String> packages = CLASSES.stream().map(ArchitectureTest::topPackage).collect(Collectors.toSet());
        packages.removeAll(WIRING);
        assertThat(MAY_IMPORT.keySet()).containsAll(packages);
    }

    @Test
    void noDialectImportsAnother() {
        for (JavaClass type : CLASSES) {
            String own = dialect(type);
            if (!own.isEmpty()) {
                assertThat(type.getDirectDependenciesFromSelf().stream().map(d -> dialect(d.getTargetClass())))
                        .as("dialects that %s imports", type.getName())
                        .allMatch(other -> other.isEmpty() || other.equals(own) || other.equals(BOTH_OPENAI));
            }
        }
    }

    @Test
    void ofADialectOnlyTheEntryIsPublic() {
        for (JavaClass type : CLASSES) {
            if (!dialect(type).isEmpty() && !dialect(type).equals(BOTH_OPENAI)
                    && type.getModifiers().contains(JavaModifier.PUBLIC)
                    && !type.isNestedClass()) {
                assertThat(type.isAssignableTo(Dialect.class)).as("%s is public", type.getName()).isTrue();
            }
        }
    }

    @Test
    void onlyTheServerAndTheCallsKnowSockets() {
        noClasses().that(resideInAPackage("dev.pollux..").and(describe("know no sockets", type -> !knowsSockets(type))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.http..", "io.vertx.core.net..", "io.netty..", "java.net.http..")
                .check(CLASSES);
    }

    /** What is not there at a start must not be missed by it. */
    @Test
    void librariesOfCloudsAreTouchedWhereTheyAreLoadedAndNowhereElse() {
        noClasses().that().resideOutsideOfPackage("dev.pollux.cloud.sdk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pollux.cloud.sdk..", "software.amazon..", "com.qcloud..", "com.qiniu..",
                        "com.google..")
                .check(CLASSES);
    }

    @Test
    void nobodyComparesSecretsByTheirOwnEqualsOrSleeps() {
        noClasses().should().callMethod(Secret.class, "equals", Object.class).check(CLASSES);
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
        noClasses().that().resideOutsideOfPackage("dev.pollux.cli..")
                .should()
                .accessField(System.class, "out")
                .check(CLASSES);
    }

    /** The lock of the JDK's own is wanted by event loops, for handshakes: {@link Chance} has none. */
    @Test
    void randomBitsAreTakenWithoutALock() {
        noClasses().that().resideOutsideOfPackages("dev.pollux.secret..", "dev.pollux.cli..")
                .should().dependOnClassesThat().areAssignableTo(SecureRandom.class)
                .orShould().callMethod(UUID.class, "randomUUID")
                .check(CLASSES);
    }

    /** How long a comparison takes tells nothing of a token: there is one way to compare, and it looks at every byte. */
    @Test
    void tokensAreComparedInConstantTimeAndInNoOtherWay() {
        noClasses().that().resideInAnyPackage("dev.pollux.access..", "dev.pollux.secret..")
                .should().callMethod(String.class, "equals", Object.class)
                .orShould().callMethod(String.class, "equalsIgnoreCase", String.class)
                .orShould().callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(CLASSES);
        classes().that().haveFullyQualifiedName(Gate.class.getName())
                .should().callMethod(Digest.class, "matches", Digest.class).check(CLASSES);
        classes().that().haveFullyQualifiedName(Digest.class.getName())
                .should().callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class).check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatMayBeNull() {
        classes().that(describe("are package descriptions", type -> type.getSimpleName().equals("package-info")))
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(CLASSES);
        Set<String> described = CLASSES.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        assertThat(described).containsAll(CLASSES.stream().map(JavaClass::getPackageName).toList());
    }

    private static Set<String> imports(String name) {
        var imported = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (topPackage(type).equals(name)) {
                type.getDirectDependenciesFromSelf()
                        .stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith("dev.pollux"))
                        .map(ArchitectureTest::topPackage)
                        .forEach(imported::add);
            }
        }
        imported.remove(name);
        return imported;
    }

    private static String topPackage(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static String dialect(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 3 && parts[2].equals("dialect") ? parts[3] : "";
    }

    private static boolean knowsSockets(JavaClass type) {
        String place = topPackage(type);
        return WIRING.contains(place) || place.equals("socket") || place.equals("http") || place.equals("media")
                || type.getName().startsWith("dev.pollux.upstream.HttpCall");
    }
}
