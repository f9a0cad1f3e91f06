package app.zamer.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What forms are signed with: made once, the same on every node. */
@Repository
class IntakeSecret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final JdbcClient jdbc;
  private volatile byte @Nullable [] secret;

  IntakeSecret(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The signature of a text, of 32 bytes. */
  byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret(), ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** So many random bits need no slow hash. */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] secret() {
    byte[] known = secret;
    if (known == null) {
      byte[] made = new byte[BYTES];
      new SecureRandom().nextBytes(made);
      jdbc.sql("insert into intake_secret (secret) values (?) on conflict do nothing")
          .param(made)
          .update();
      known = jdbc.sql("select secret from intake_secret").query(byte[].class).single();
      secret = known;
    }
    return known;
  }
}
