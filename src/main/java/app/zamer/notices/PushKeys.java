package app.zamer.notices;

import app.zamer.company.CompanyClock;
import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The VAPID keys by which push services know the company: from the environment, or else made once
 * and kept in the database for all nodes.
 */
@Component
class PushKeys {
  /** What a push service calls a sender by who has no address of his own. */
  static final String NOBODY = "mailto:zamer@localhost";

  private final JdbcClient jdbc;
  private final CompanyClock clock;
  private final String publicKey;
  private final String privateKey;
  private volatile @Nullable VapidKeys keys;

  PushKeys(
      JdbcClient jdbc,
      CompanyClock clock,
      @Value("${zamer.push.public-key}") String publicKey,
      @Value("${zamer.push.private-key}") String privateKey) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.publicKey = publicKey.strip();
    this.privateKey = privateKey.strip();
    if (this.publicKey.isEmpty() != this.privateKey.isEmpty()) {
      throw new IllegalArgumentException(
          "ZAMER_VAPID_PUBLIC and ZAMER_VAPID_PRIVATE are given together or not at all");
    }
  }

  VapidKeys keys() {
    VapidKeys known = keys;
    if (known == null) {
      known = publicKey.isEmpty() ? kept() : VapidKeys.fromUncompressedBytes(publicKey, privateKey);
      keys = known;
    }
    return known;
  }

  /** As a browser wants it when it subscribes. */
  String applicationServerKey() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(keys().getApplicationServerKey());
  }

  /**
   * A message that only the browser with these keys can read; empty if they are no keys.
   *
   * @param p256dh base64url
   * @param auth base64url
   */
  // Kotlin throws what it does not declare
  Optional<byte[]> encrypted(byte[] message, String p256dh, String auth) {
    var push = new WebPush(NOBODY, keys());
    Base64.Decoder base64 = Base64.getUrlDecoder();
    try {
      return Optional.of(push.getBody(message, base64.decode(p256dh), base64.decode(auth)));
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  private VapidKeys kept() {
    VapidKeys made = VapidKeys.generate();
    // of two nodes that start at once, both go on with what one of them has written
    jdbc.sql(
            """
            insert into push_key (public_key, private_key, created_at) values (:public, :private, :now)
            on conflict do nothing
            """)
        .param("public", made.getX509PublicKey())
        .param("private", made.getPkcs8PrivateKey())
        .param("now", NoticeRepository.at(clock.instant()))
        .update();
    return jdbc.sql("select public_key, private_key from push_key")
        .query(
            (row, n) -> VapidKeys.create(row.getString("public_key"), row.getString("private_key")))
        .single();
  }
}
