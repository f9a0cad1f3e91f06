package app.zamer.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The script that puts a form into another site. Its address stands there for years, so that it
 * cannot say which version it is, and browsers may not keep it for long.
 */
@Controller
class EmbedScript {
  private static final MediaType JAVASCRIPT =
      new MediaType("text", "javascript", StandardCharsets.UTF_8);

  private final String script;

  EmbedScript() throws IOException {
    script = new ClassPathResource("intake/embed.js").getContentAsString(StandardCharsets.UTF_8);
  }

  @GetMapping(IntakeSecurity.SCRIPT)
  ResponseEntity<String> script() {
    return ResponseEntity.ok()
        .contentType(JAVASCRIPT)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .body(script);
  }
}
