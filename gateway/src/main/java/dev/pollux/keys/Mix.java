package dev.pollux.keys;

/** Spreads numbers evenly: near ones come to lie far apart. */
final class Mix {

    private Mix() {}

    /** The finalizer of SplitMix64. */
    static long of(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
