package dev.pollux.road;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.net.KeyCertOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate authority of which no system knows, and the certificates that it gives. */
final class Authority {
    private final X509Bundle root;

    Authority() throws Exception {
        root = new CertificateBuilder().subject("CN=Authority of a test").setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** Its own certificate, as a user names it in the settings. */
    Path file(Path folder) throws IOException {
        return Files.writeString(folder.resolve("authority.pem"), root.getCertificatePEM());
    }

    /** Key and certificate of a server that is reached under some names. */
    KeyCertOptions identity(String... names) throws Exception {
        var server = new CertificateBuilder().subject("CN=" + names[0]).addExtendedKeyUsageServerAuth();
        for (String name : names) {
            server.addSanDnsName(name);
        }
        return KeyCertOptions.wrap(server.buildIssuedBy(root).toKeyManagerFactory());
    }
}
