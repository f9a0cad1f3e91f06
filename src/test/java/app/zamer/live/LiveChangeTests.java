package app.zamer.live;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.users.UserId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveChangeTests {
  @Test
  void isReadAsItWasWritten() {
    var change = new LiveChange("deal", 42, Set.of(new UserId("anna"), new UserId("e.gor-2_x")));

    assertThat(change.written()).hasSize(1).map(LiveChange::read).containsExactly(change);
    var nobodys = new LiveChange("lead", 7, Set.of());
    assertThat(nobodys.written()).hasSize(1).map(LiveChange::read).containsExactly(nobodys);
  }

  @Test
  void isATopicOfItsOwnAndOneOfItsKind() {
    assertThat(new LiveChange("lead", 7, Set.of()).topics()).isEqualTo("lead-7 leads");
  }

  @Test
  void aChangeThatConcernsVeryManyIsToldInSeveralMessages() {
    Set<UserId> everybody =
        IntStream.range(0, 2000)
            .mapToObj(n -> new UserId("somebody-with-a-long-login-" + n))
            .collect(Collectors.toSet());

    Set<String> lines = new LinkedHashSet<>(new LiveChange("deal", 42, everybody).written());

    assertThat(LiveSender.messages(lines))
        .allMatch(message -> message.getBytes(StandardCharsets.UTF_8).length < 8000);
    assertThat(lines.stream().map(LiveChange::read).flatMap(change -> change.people().stream()))
        .containsExactlyInAnyOrderElementsOf(everybody);
  }

  @Test
  void manyAreToldInMessagesThatTheDatabaseTakes() {
    Set<String> lines = new LinkedHashSet<>();
    IntStream.range(0, 2000)
        .mapToObj(n -> new LiveChange("deal", n, Set.of(new UserId("anna"))).written().getFirst())
        .forEach(lines::add);

    var messages = LiveSender.messages(lines);

    assertThat(messages).hasSizeGreaterThan(3);
    assertThat(messages)
        .allMatch(message -> message.getBytes(StandardCharsets.UTF_8).length < 8000);
    assertThat(messages.stream().flatMap(String::lines)).containsExactlyElementsOf(lines);
  }
}
