package dev.pollux.observe;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is put aside, gzipped, when it is long and at midnight, and kept for a while.
 *
 * @param <E> what is written to it
 */
final class RollingFile<E> extends RollingFileAppender<E> {
    private volatile boolean failing;

    /**
     * @param size at which it is put aside, in bytes
     * @param days for which those put aside are kept, and how many of that size together
     */
    RollingFile(String path, long size, int days, Context context) {
        setContext(context);
        setFile(path);
        var policy = new SizeAndTimeBasedRollingPolicy<E>();
        policy.setContext(context);
        policy.setParent(this);
        policy.setFileNamePattern(path + ".%d{yyyy-MM-dd}.%i.gz");
        policy.setMaxFileSize(new FileSize(size));
        policy.setMaxHistory(days);
        policy.setTotalSizeCap(new FileSize(size * days));
        policy.setCleanHistoryOnStart(true);
        policy.start();
        setRollingPolicy(policy);
        setTriggeringPolicy(policy);
    }

    /** Whether what was written last was lost, as is what will be until the disk takes something again. */
    boolean isFailing() {
        return failing;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        failing = false;
        if (stream instanceof ResilientOutputStreamBase resilient) {
            resilient.addRecoveryListener(new RecoveryListener() {
                @Override
                public void newFailure(IOException e) {
                    failing = true;
                }

                @Override
                public void recoveryOccured() {
                    failing = false;
                }
            });
        }
        super.setOutputStream(stream);
    }
}
