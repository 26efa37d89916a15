package dev.pollux;

import dev.pollux.dialect.Dialects;
import dev.pollux.exchange.Pins;
import dev.pollux.http.OurSettings;
import dev.pollux.http.Streams;
import dev.pollux.http.Workload;
import dev.pollux.media.Gallery;
import dev.pollux.observe.DetailLog;
import dev.pollux.observe.ExchangeLog;
import dev.pollux.observe.Metrics;
import dev.pollux.room.Room;
import io.vertx.core.Vertx;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What stays for as long as the process runs, whatever becomes of the settings.
 *
 * @param answers where large answers are counted, and pictures that are handed out
 * @param clock for all that people read, and for days and minutes of limits
 * @param settings for those who want them read again
 */
record Ground(Vertx vertx, InstantSource clock, Instant started, Dialects dialects, Workload workload, Room answers,
        Streams streams,
        Pins pins,
        Gallery gallery, ExchangeLog log, Optional<DetailLog> details, Metrics metrics, OurSettings settings) {}
