package app.zamer.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.core.io.InputStreamSource;

/**
 * Size and fingerprint of a content.
 *
 * @param size in bytes
 */
record FileDigest(long size, String sha256) {
  static final FileDigest EMPTY = new FileDigest(0, "");

  /**
   * Reads the content up to one byte more than {@code most}, so that an endless one does no harm.
   */
  static FileDigest of(InputStreamSource content, long most) throws IOException {
    MessageDigest sha256 = newSha256();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = content.getInputStream()) {
      int read = in.read(buffer);
      while (read >= 0 && size <= most) {
        sha256.update(buffer, 0, read);
        size += read;
        read = in.read(buffer);
      }
    }
    return new FileDigest(size, HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
