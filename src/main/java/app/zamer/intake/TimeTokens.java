package app.zamer.intake;

import app.zamer.company.CompanyClock;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The word that goes with every form, signed: when the form was given out, and which one it was. A
 * person takes some seconds to fill it in and not days; and one that is sent twice counts once.
 */
@Repository
class TimeTokens {
  private static final int TIME = Long.BYTES;
  private static final int NONCE = 12;
  private static final int SIGNATURE = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder WRITTEN = Base64.getUrlEncoder().withoutPadding();

  private final IntakeSecret secret;
  private final JdbcClient jdbc;
  private final CompanyClock clock;
  private final Duration fastest;
  private final Duration oldest;

  TimeTokens(
      IntakeSecret secret,
      JdbcClient jdbc,
      CompanyClock clock,
      @Value("${zamer.intake.fastest:3s}") Duration fastest,
      @Value("${zamer.intake.oldest:24h}") Duration oldest) {
    this.secret = secret;
    this.jdbc = jdbc;
    this.clock = clock;
    this.fastest = fastest;
    this.oldest = oldest;
  }

  /** What a word that came back is worth. */
  enum Worth {
    GOOD,
    TOO_FAST,
    /** Given out too long ago, by nobody, or not at all. */
    STALE
  }

  /** What became of a form that is used. */
  enum Use {
    FIRST,
    /** Sent before, with the same content. */
    AGAIN,
    /** Sent before, with other content. */
    OTHERWISE
  }

  /** A word for a form that is about to be filled in. */
  String issue(IntakeForm form) {
    return issue(form, clock.instant());
  }

  /** A word for a form that comes back filled in, so that it may be sent at once. */
  String reissue(IntakeForm form) {
    return issue(form, clock.instant().minus(fastest));
  }

  private String issue(IntakeForm form, Instant at) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    ByteBuffer token = ByteBuffer.allocate(TIME + NONCE + SIGNATURE);
    token.putLong(at.toEpochMilli()).put(nonce);
    token.put(signature(form, token.array()));
    return WRITTEN.encodeToString(token.array());
  }

  Worth worth(IntakeForm form, String token) {
    byte[] read;
    try {
      read = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Worth.STALE;
    }
    if (read.length != TIME + NONCE + SIGNATURE
        || !MessageDigest.isEqual(
            signature(form, read), Arrays.copyOfRange(read, TIME + NONCE, read.length))) {
      return Worth.STALE;
    }
    Duration age =
        Duration.between(Instant.ofEpochMilli(ByteBuffer.wrap(read).getLong()), clock.instant());
    if (age.isNegative() || age.compareTo(oldest) > 0) {
      return Worth.STALE;
    }
    return age.compareTo(fastest) < 0 ? Worth.TOO_FAST : Worth.GOOD;
  }

  /**
   * Remembers that a form was sent, in the caller's transaction; a rival with the same word waits
   * until that is through.
   *
   * @param content all that was sent, kept as a signature only
   */
  Use use(String token, String content) {
    byte[] nonce = nonce(token);
    byte[] signed = secret.sign("content:" + content);
    int made =
        jdbc.sql(
                "insert into intake_sent (nonce, content, at) values (?, ?, ?) on conflict do nothing")
            .params(nonce, signed, clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (made == 1) {
      return Use.FIRST;
    }
    byte[] before =
        jdbc.sql("select content from intake_sent where nonce = ?")
            .param(nonce)
            .query(byte[].class)
            .single();
    return MessageDigest.isEqual(before, signed) ? Use.AGAIN : Use.OTHERWISE;
  }

  /** Forgets that a form was sent, because it was not taken. */
  void unuse(String token) {
    jdbc.sql("delete from intake_sent where nonce = ?").param(nonce(token)).update();
  }

  private static byte[] nonce(String token) {
    return Arrays.copyOfRange(Base64.getUrlDecoder().decode(token), TIME, TIME + NONCE);
  }

  /** Forms that are too old to be sent again need not be remembered. */
  void forget() {
    jdbc.sql("delete from intake_sent where at < ?")
        .param(clock.instant().minus(oldest).minus(oldest).atOffset(ZoneOffset.UTC))
        .update();
  }

  private byte[] signature(IntakeForm form, byte[] token) {
    String signed =
        "form:" + form.key() + ":" + WRITTEN.encodeToString(Arrays.copyOf(token, TIME + NONCE));
    return Arrays.copyOf(secret.sign(signed), SIGNATURE);
  }
}
