package app.zamer.intake;

import app.zamer.regulation.Text;
import app.zamer.web.Messages;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a visitor likes to be called. */
enum CallTime {
  ANY,
  MORNING,
  DAY,
  EVENING;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  Text text() {
    return Messages.text("intake.call." + id());
  }

  static Optional<CallTime> find(String id) {
    return Arrays.stream(values()).filter(time -> time.id().equals(id)).findFirst();
  }
}
