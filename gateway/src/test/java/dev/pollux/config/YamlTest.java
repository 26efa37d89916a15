package dev.pollux.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class YamlTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void everyTextKeepsItsLettersAndKnowsItsLine() {
        assertThat(read("""
                a: 0123
                b: [1e5, 'no', ~, "x\\ty"]
                c:
                d: {e: on}
                """)).isEqualTo(new Node.Branch(List.of(
                new Node.Entry("a", new Node.Scalar("0123", 1), 1),
                new Node.Entry("b", new Node.Items(List.of(new Node.Scalar("1e5", 2), new Node.Scalar("no", 2),
                        new Node.Scalar("~", 2), new Node.Scalar("x\ty", 2)), 2), 2),
                new Node.Entry("c", new Node.Nothing(3), 3),
                new Node.Entry("d", new Node.Branch(List.of(new Node.Entry("e", new Node.Scalar("on", 4), 4)), 4), 4)),
                1));
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsEmptyOrAllCommentsIsAnEmptyMap() {
        assertThat(read("").entries()).isEmpty();
        assertThat(read("# nothing\n---\n").entries()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aTextOfAnyDepthIsReadOrRefused() {
        assertThat(read("[".repeat(2_000)).entries()).isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void anyMistakeEndsAsAProblemAndNeverOtherwise() {
        Random random = new Random(42);
        List<String> signs = List.of("{", "}", "[", "]", ":", ",", "-", "&", "*", "!", "|", ">", "'", "\"", "%", "@",
                "`", "#", "?", "\\", "\n", "\t", " ", "~", "${", "\0", "\u001b", "\u00e4", "\ud83d\ude00", "---\n");
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(ConfigurationDocument.example());
            for (int j = random.nextInt(1, 4); j > 0; j--) {
                text.insert(random.nextInt(text.length()), signs.get(random.nextInt(signs.size())));
            }
            problems.clear();
            new FileTree(new Folder.Written("f", read(text.toString())), Keys.all(), problems);
            assertThat(problems).allSatisfy(problem -> assertThat(problem.text()).doesNotContain("\n", "\u001b"));
        }
    }

    private Node.Branch read(String text) {
        return Yaml.read(text, "f", problems);
    }
}
