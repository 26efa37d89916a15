package dev.pollux.media;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Resolver {
    /** As the operating system does. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of a host, the preferred one first; may block, is called on a thread that may wait. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
