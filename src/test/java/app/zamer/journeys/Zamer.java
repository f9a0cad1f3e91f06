package app.zamer.journeys;

import app.zamer.DemoProgram;
import app.zamer.Fresh;
import java.net.http.HttpClient;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The program in demo mode: the one at the system property {@code zamer.url}, or one started here,
 * once for all journeys and without sample data; and another with sample data, for the pages to be
 * looked at. They end with the JVM.
 */
final class Zamer {
  static final ZoneId ZONE = DemoProgram.ZONE;

  private static final Zamer RUNNING = new Zamer(started());

  private final String base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Zamer(String url) {
    base = url.replaceAll("/+$", "");
  }

  static Zamer running() {
    return RUNNING;
  }

  /** The program with sample data, whose clock stays where they end. */
  static Zamer withSample() {
    return Sample.RUNNING;
  }

  private static final class Sample {
    private static final Zamer RUNNING = new Zamer(url(DemoProgram.withSample()));
  }

  private static String started() {
    String url = System.getProperty("zamer.url", "");
    return url.isBlank()
        ? url(DemoProgram.start("journeys-data", "--zamer.demo.sample=false"))
        : url;
  }

  private static String url(ConfigurableApplicationContext program) {
    return "http://localhost:" + program.getEnvironment().getRequiredProperty("local.server.port");
  }

  /** Where it answers, such as {@code http://localhost:8080}. */
  String url() {
    return base;
  }

  /** A caller who has said who he is by his token. */
  Caller as(String user) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer demo-" + user);
    return new Caller(http, base, headers);
  }

  /** The telephone exchange, by a token that the administrator has made for it. */
  Caller exchange() {
    Answer made =
        as("admin")
            .post("/tokens", "name", "Станция", "purpose", "exchange", "password", "zamer-demo")
            .is(201);
    return new Caller(http, base, Map.of("Authorization", "Bearer " + made.text("token")));
  }

  /** A caller who has not said who he is. */
  Caller stranger() {
    return new Caller(http, base, Map.of());
  }

  /** Time goes on to this moment, by the company's clock. */
  void clock(LocalDateTime now) {
    as("admin").post("/demo/clock", "now", now.atZone(ZONE).toOffsetDateTime()).ok();
  }

  /** The clock is put to this moment, be it in the past. */
  void resetClock(LocalDateTime now) {
    as("admin").post("/demo/clock", "now", now.atZone(ZONE).toOffsetDateTime(), "reset", true).ok();
  }

  /** A phone nobody has. */
  String phone() {
    return Fresh.phone();
  }

  /** A contract number nobody has, such as {@code 12455Ш}. */
  String contractNumber() {
    return Fresh.number() + "Ш";
  }
}
