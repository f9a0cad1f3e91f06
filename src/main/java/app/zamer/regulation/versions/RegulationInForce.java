package app.zamer.regulation.versions;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.yaml.Reading;
import app.zamer.regulation.yaml.RegulationFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The regulation that the program executes now. */
@Component
public class RegulationInForce {
  private volatile Regulation regulation;

  RegulationInForce(
      @Value("${zamer.regulation:classpath:regulation/sales.yaml}") Resource file, @Value("${zamer.zone:Europe/Moscow}") ZoneId zone)
      throws IOException {
    this.regulation =
        switch (RegulationFile.read(Objects.requireNonNullElse(file.getFilename(), "regulation"), file.getContentAsString(StandardCharsets.UTF_8), zone)) {
          case Reading.Sound(Regulation sound) -> sound;
          case Reading.Broken broken ->
              throw new IllegalStateException(
                  "the regulation is broken:\n" + broken.flaws().stream().map(Object::toString).collect(Collectors.joining("\n")));
        };
  }

  /** To be asked anew for every question, so that one question is answered by one version. */
  public Regulation regulation() {
    return regulation;
  }
}
