package app.zamer.clients.erasure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal of removals as a file of lines, beside the folder of the data and in it: a folder
 * that is put back as a whole brings an older file with it, a database alone leaves both.
 */
@Component
class ErasureFile {
  private static final Logger log = LoggerFactory.getLogger(ErasureFile.class);
  private static final String NAME = "erasures.log";

  private final List<Path> places;
  private final JsonMapper json;

  ErasureFile(
      @Value("${zamer.data-dir}") Path data,
      @Value("${zamer.erasures:}") String elsewhere,
      JsonMapper json) {
    Path folder = data.toAbsolutePath().normalize();
    Path beside =
        elsewhere.isBlank()
            ? folder.resolveSibling(folder.getFileName() + "-" + NAME)
            : Path.of(elsewhere).toAbsolutePath().normalize();
    this.places = List.of(folder.resolve(NAME), beside);
    this.json = json;
  }

  /** What stands in any of the files; a line that was not written to its end is left out. */
  synchronized List<Erasures.Entry> read() {
    Map<UUID, Erasures.Entry> entries = new LinkedHashMap<>();
    places.forEach(place -> read(place).forEach(entry -> entries.putIfAbsent(entry.id(), entry)));
    return List.copyOf(entries.values());
  }

  /**
   * Writes entries, and whatever one of the files lacks, to the end of each. What cannot be written
   * is tried again at the next start, from the database.
   */
  synchronized void append(List<Erasures.Entry> entries) {
    Map<UUID, Erasures.Entry> all = new LinkedHashMap<>();
    read().forEach(entry -> all.put(entry.id(), entry));
    entries.forEach(entry -> all.put(entry.id(), entry));
    for (Path place : places) {
      Map<UUID, Erasures.Entry> missing = new HashMap<>(all);
      read(place).forEach(entry -> missing.remove(entry.id()));
      if (!missing.isEmpty()) {
        append(
            place, all.values().stream().filter(entry -> missing.containsKey(entry.id())).toList());
      }
    }
  }

  private void append(Path place, List<Erasures.Entry> entries) {
    StringBuilder lines = new StringBuilder();
    try {
      if (Files.exists(place) && !Files.readString(place).endsWith("\n")) lines.append('\n');
      entries.forEach(entry -> lines.append(json.writeValueAsString(entry)).append('\n'));
      Files.createDirectories(place.getParent());
      try (FileChannel file =
          FileChannel.open(
              place,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) file.write(bytes);
        file.force(true);
      }
    } catch (IOException e) {
      log.warn(
          "The journal of removals cannot be written to {}: after restoring a backup, removals that"
              + " stand in no other copy of it are not done again ({})",
          place,
          e.toString());
    }
  }

  private List<Erasures.Entry> read(Path place) {
    List<Erasures.Entry> entries = new ArrayList<>();
    try {
      if (!Files.exists(place)) return entries;
      for (String line : Files.readAllLines(place)) {
        if (line.isBlank()) continue;
        try {
          entries.add(json.readValue(line, Erasures.Entry.class));
        } catch (JacksonException e) {
          log.warn("A line of {} cannot be read and is left out", place);
        }
      }
    } catch (IOException e) {
      log.warn("The journal of removals in {} cannot be read: {}", place, e.toString());
    }
    return entries;
  }
}
