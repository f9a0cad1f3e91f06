package app.zamer.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * The key of a request and whose it is. What is kept of it is a digest; what was answered is sealed
 * with the key itself, which is kept nowhere: only who sends the same request again can read it.
 */
record IdempotencyKey(String login, String path, String key) {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Under which the request is kept. */
  byte[] id() {
    return digest("id").digest();
  }

  /** Tells this request from another with the same key. */
  byte[] fingerprint(@Nullable String query, byte[] body) {
    MessageDigest digest = digest("request");
    add(digest, String.valueOf(query));
    return digest.digest(body);
  }

  /** The same for a request with files: what their parts say, and not how they were sent. */
  byte[] fingerprint(@Nullable String query, MultipartHttpServletRequest request)
      throws IOException {
    MessageDigest digest = digest("parts");
    add(digest, String.valueOf(query));
    for (var field : new TreeMap<>(request.getParameterMap()).entrySet()) {
      add(digest, field.getKey());
      for (String value : field.getValue()) {
        add(digest, value);
      }
    }
    for (Map.Entry<String, List<MultipartFile>> part :
        new TreeMap<>(request.getMultiFileMap()).entrySet()) {
      for (MultipartFile file : part.getValue()) {
        add(digest, part.getKey());
        add(digest, String.valueOf(file.getOriginalFilename()));
        add(digest, String.valueOf(file.getContentType()));
        add(digest, String.valueOf(file.getSize()));
        try (InputStream content = file.getInputStream()) {
          content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
      }
    }
    return digest.digest();
  }

  byte[] sealed(byte[] answer) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, answer);
    byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE, sealed.length);
    return all;
  }

  byte[] opened(byte[] sealed) {
    return crypt(
        Cipher.DECRYPT_MODE,
        Arrays.copyOf(sealed, NONCE),
        Arrays.copyOfRange(sealed, NONCE, sealed.length));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(digest("answer").digest(), "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private MessageDigest digest(String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(purpose, login, path, key)) {
        add(digest, part);
      }
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  @Override
  public String toString() {
    return path; // never the key
  }
}
