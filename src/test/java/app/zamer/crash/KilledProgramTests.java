package app.zamer.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** kill -9 in the middle of moves: what was answered is there, and nothing is there by half. */
class KilledProgramTests {
  private static final Path DATA = Path.of("target", "crash-data");
  private static final int MOVERS = 4;
  private static final int DEALS = 20;
  private static final int MOVES = 200;

  /**
   * One deal's moves as its mover saw them: the last that was answered, and the one that was under
   * way.
   */
  private static final class Course {
    private final String deal;
    private String answered = "estimate";
    private String underWay = "estimate";
    private int moves;

    private Course(String deal) {
      this.deal = deal;
    }

    private void bounce(Program program) throws IOException, InterruptedException {
      underWay = answered.equals("estimate") ? "postponed" : "estimate";
      Program.Answer answer =
          program.post(
              "/deals/" + deal + "/moves",
              "{\"to\": \"sales/" + underWay + "\", \"source\": \"" + (moves + 1) + "\"}");
      assertThat(answer.status()).isEqualTo(200);
      answered = underWay;
      moves++;
    }
  }

  @Test
  void keepsEveryAnsweredMoveAndNoOtherByHalf() throws Exception {
    empty(DATA);
    List<Course> courses = new ArrayList<>();
    try (var program = Program.start(DATA)) {
      for (int i = 0; i < DEALS; i++) {
        Program.Answer opened =
            program.post(
                "/deals",
                "{\"clientName\": \"Клиент " + i + "\", \"phone\": \"+7999%07d\"}".formatted(i));
        assertThat(opened.status()).isEqualTo(201);
        courses.add(new Course(opened.body().get("id").stringValue()));
      }
      killInTheMiddle(program, courses);
    }
    try (var program = Program.start(DATA)) {
      for (Course course : courses) {
        isWhole(program, course);
      }
    }
  }

  private static void killInTheMiddle(Program program, List<Course> courses) throws Exception {
    var enough = new CountDownLatch(MOVES / 2);
    try (var movers = Executors.newFixedThreadPool(MOVERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int mover = 0; mover < MOVERS; mover++) {
        int first = mover;
        running.add(
            movers.submit(
                () -> {
                  for (int move = 0; move < MOVES / MOVERS; move++) {
                    courses.get(first + MOVERS * (move % (DEALS / MOVERS))).bounce(program);
                    enough.countDown();
                  }
                  return null;
                }));
      }
      enough.await();
      program.kill();
      // a mover whose program is gone ends with its connection
      running.forEach(KilledProgramTests::ended);
    }
    assertThat(courses.stream().mapToInt(course -> course.moves).sum())
        .isBetween(MOVES / 2, MOVES - 1);
  }

  private static void ended(Future<?> mover) {
    try {
      mover.get();
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(IOException.class);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void isWhole(Program program, Course course)
      throws IOException, InterruptedException {
    JsonNode deal = program.get("/deals/" + course.deal).body();
    String stage = deal.get("stage").stringValue();
    assertThat(stage).isIn(course.answered, course.underWay);
    int moves = stage.equals(course.answered) ? course.moves : course.moves + 1;
    assertThat(deal.get("version").intValue()).as("a version a move").isEqualTo(1 + moves);
    assertThat(deal.path("source").asString(""))
        .as("what went with the move")
        .isEqualTo(moves == 0 ? "" : Integer.toString(moves));
    JsonNode history =
        program.get("/deals/" + course.deal + "/history?size=200").body().get("items");
    assertThat(history).as("a line a move, and the opening").hasSize(1 + moves);
    assertThat(stageOf(history.get(0))).isEqualTo("sales/" + stage);
  }

  private static String stageOf(JsonNode line) {
    for (JsonNode change : line.get("change")) {
      if (change.get("field").stringValue().equals("stage")) {
        return change.get("after").stringValue();
      }
    }
    return "";
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
