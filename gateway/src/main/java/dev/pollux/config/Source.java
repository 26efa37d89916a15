package dev.pollux.config;

/** Where a value or an error comes from. */
public sealed interface Source {
    /** As people read it: {@code --port}, {@code environment PORT}, {@code pollux.yaml line 3}, {@code default}. */
    String text();

    /** An option of the command line. */
    record Option(String name) implements Source {
        @Override
        public String text() {
            return name;
        }
    }

    /** A variable of the environment. */
    record Environment(String name) implements Source {
        @Override
        public String text() {
            return "environment " + name;
        }
    }

    /** A variable that a file of variables sets. */
    record VariableFile(String file, int line, String name) implements Source {
        @Override
        public String text() {
            return file + " line " + line + ", " + name;
        }
    }

    /** A line of a file. */
    record File(String name, int line) implements Source {
        @Override
        public String text() {
            return name + " line " + line;
        }
    }

    /** A character of a file: for errors of its form. */
    record Spot(String name, int line, int column) implements Source {
        @Override
        public String text() {
            return name + " line " + line + ", column " + column;
        }
    }

    /** Nobody set it, but it was so in the older program to which another variable belongs. */
    record Usual(String variable) implements Source {
        @Override
        public String text() {
            return "usual with " + variable;
        }
    }

    /** Nobody set it. */
    record Default() implements Source {
        @Override
        public String text() {
            return "default";
        }
    }
}
