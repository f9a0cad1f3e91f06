package app.zamer.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database is used, and how the embedded one is run.
 *
 * @param url JDBC address of an external PostgreSQL; empty for the embedded one
 * @param user user of the external PostgreSQL
 * @param password password of that user
 * @param durable whether the embedded one waits until what it answers is on the disk; false only
 *     for data that may be lost with a power cut, such as samples and tests
 * @param sharedBuffers memory of the embedded one, in PostgreSQL's units, such as {@code 128MB}
 * @param maxConnections how many connections the embedded one takes, 3 of them kept for repairs
 */
@ConfigurationProperties("zamer.database")
record DatabaseSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("true") boolean durable,
    @DefaultValue("128MB") String sharedBuffers,
    @DefaultValue("100") int maxConnections) {

  DatabaseSettings {
    if (!url.isBlank() && !url.startsWith("jdbc:postgresql:")) {
      throw new DatabaseProblem(
          "ZAMER_DB_URL is not the JDBC address of a PostgreSQL database.",
          "Write it like jdbc:postgresql://host:5432/zamer, with ZAMER_DB_USER and"
              + " ZAMER_DB_PASSWORD beside it.");
    }
    // goes into a command line, where anything else could be read as another option
    if (!sharedBuffers.matches("[0-9]+(kB|MB|GB)")) {
      throw new DatabaseProblem(
          "zamer.database.shared-buffers is \"" + sharedBuffers + "\".",
          "Write a number with kB, MB or GB, such as 128MB.");
    }
  }

  boolean external() {
    return !url.isBlank();
  }
}
