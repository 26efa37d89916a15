package dev.pollux.access;

import java.time.ZoneId;
import java.util.List;

/**
 * Those who are let in; without any, everybody who reaches the server.
 *
 * @param zone in which their days are
 */
public record AccessConfig(List<Member> members, ZoneId zone) {
    public AccessConfig {
        members = List.copyOf(members);
    }
}
