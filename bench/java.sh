# Finds the JDK 25 for the drivers in this folder, as $java, and builds the gateway if nothing is built.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | grep -q 'version "2[5-9]' || java=$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -n 1)
[ -n "$java" ] || { echo "$0 needs a JDK 25: set JAVA_HOME to one" >&2; exit 2; }
"$here/../pollux" --version >/dev/null
