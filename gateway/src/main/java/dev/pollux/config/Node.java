package dev.pollux.config;

import java.util.List;

/** A piece of what was written: its texts are as they stood there, and each knows its line. */
sealed interface Node {
    /** The line in the file, from 1; 0 where there is no file. */
    int line();

    /** One text; numbers and words too, for the key alone says what they are. */
    record Scalar(String text, int line) implements Node {}

    /** A name without a value. */
    record Nothing(int line) implements Node {}

    /** A list. */
    record Items(List<Node> nodes, int line) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }
    }

    /** Names with values. */
    record Branch(List<Entry> entries, int line) implements Node {
        public Branch {
            entries = List.copyOf(entries);
        }
    }

    /** One name of a branch and what stands under it; the line is that of the name. */
    record Entry(String name, Node node, int line) {}

    /** A text from outside any file. */
    static Node of(String text) {
        return new Scalar(text, 0);
    }
}
