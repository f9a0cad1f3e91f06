package app.zamer.notices;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A push service on this machine, and a browser behind it: takes messages by HTTP as RFC 8030 says,
 * checks who sends them by RFC 8292 and reads them by RFC 8291.
 */
final class PushReceiver implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int SALT = 16;
  private static final int POINT = 65;
  private static final int HEAD = SALT + 4 + 1 + POINT;

  final List<Request> requests = new CopyOnWriteArrayList<>();
  volatile int answer = 201;
  volatile String redirect = "";

  private final HttpServer server;
  private final KeyPair keys;
  private final byte[] auth = new byte[16];

  record Request(String path, Headers headers, byte[] body) {}

  PushReceiver() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
      new SecureRandom().nextBytes(auth);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(
        new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
    if (!redirect.isEmpty()) {
      exchange.getResponseHeaders().add("Location", redirect);
    }
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String endpoint(String name) {
    return origin() + "/push/" + name;
  }

  String p256dh() {
    return BASE64.encodeToString(point((ECPublicKey) keys.getPublic()));
  }

  String auth() {
    return BASE64.encodeToString(auth);
  }

  /** What a message says. */
  String read(Request request) throws GeneralSecurityException {
    byte[] body = request.body();
    byte[] salt = Arrays.copyOf(body, SALT);
    byte[] sender = Arrays.copyOfRange(body, HEAD - POINT, HEAD);
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.getPrivate());
    agreement.doPhase(key(sender), true);
    byte[] shared = hmac(auth, agreement.generateSecret());
    byte[] info =
        joined(
            "WebPush: info\0".getBytes(StandardCharsets.US_ASCII),
            point((ECPublicKey) keys.getPublic()),
            sender,
            new byte[] {1});
    byte[] key = hmac(salt, hmac(shared, info));
    byte[] content = Arrays.copyOf(hmac(key, labelled("Content-Encoding: aes128gcm\0")), 16);
    byte[] nonce = Arrays.copyOf(hmac(key, labelled("Content-Encoding: nonce\0")), 12);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(content, "AES"), new GCMParameterSpec(128, nonce));
    byte[] padded = cipher.doFinal(body, HEAD, body.length - HEAD);
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    return new String(padded, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * What the sender says of himself, if it is signed with the key that he gives.
   *
   * @param given the key he gives, as in the header
   */
  static String claims(String token, String given) throws GeneralSecurityException {
    String[] parts = token.split("\\.");
    var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(key(Base64.getUrlDecoder().decode(given)));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
      throw new GeneralSecurityException("not signed by " + given);
    }
    return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static byte[] labelled(String label) {
    return joined(label.getBytes(StandardCharsets.US_ASCII), new byte[] {1});
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] point(ECPublicKey key) {
    ECPoint point = key.getW();
    ByteBuffer buffer = ByteBuffer.allocate(POINT).put((byte) 4);
    buffer.put(fixed(point.getAffineX())).put(fixed(point.getAffineY()));
    return buffer.array();
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static ECPublicKey key(byte[] point) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var curve = ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
    var at =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, POINT)));
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(at, curve));
  }
}
