package dev.baton.lobby;

import dev.baton.core.Bytes;
import dev.baton.lobbycore.LobbySigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The key pair by which a lobby signs tickets and the witness's votes, on the curve P-256 (FIPS
 * 186-5). Whoever has it can let anybody into any session of that lobby.
 *
 * <p>Immutable and safe for any thread.
 */
public final class LobbyKey implements LobbySigner {

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int P256_BITS = 256;
  private static final int FILE_BYTES_MAX = 4_096;
  private static final int WARM_UP_ROUNDS = 20;

  private final PrivateKey privateKey;
  private final Bytes publicKey;

  private LobbyKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = Bytes.of(publicKey.getEncoded());
  }

  /** Makes a new key pair. */
  public static LobbyKey create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new LobbyKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks the curve P-256", e);
    }
  }

  /**
   * Reads a key file, or makes a new key and stores it if the file does not exist: two lines in
   * Base64, the private key in PKCS #8 and the public key in SubjectPublicKeyInfo form.
   *
   * @throws IOException if the file cannot be read or written, or holds no such key pair
   */
  public static LobbyKey loadOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      LobbyKey created = create();
      created.store(file);
      return created;
    }
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException("not a lobby key, since longer than 4096 bytes: " + file);
    }
    return parse(Files.readAllLines(file), file);
  }

  /**
   * Whether {@code signature} was made over {@code content} by the owner of {@code publicKey};
   * false for whatever is malformed.
   */
  public static boolean verify(Bytes publicKey, byte[] content, Bytes signature) {
    try {
      PublicKey parsed =
          KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey.toArray()));
      if (!isOnP256(parsed)) {
        return false;
      }
      Signature check = Signature.getInstance(SIGNATURE);
      check.initVerify(parsed);
      check.update(content);
      return check.verify(signature.toArray());
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(privateKey);
      signature.update(content);
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the lobby's key cannot sign", e);
    }
  }

  /** Signs and verifies a few times, so that the first peer does not wait for the compiler. */
  void warmUp() {
    byte[] content = new byte[128];
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      content[0] = (byte) i;
      if (!verify(publicKey, content, sign(content))) {
        throw new IllegalStateException("a signature of this Java platform does not verify");
      }
    }
  }

  private void store(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Base64.Encoder base64 = Base64.getEncoder();
    List<String> lines =
        List.of(
            base64.encodeToString(privateKey.getEncoded()),
            base64.encodeToString(publicKey.toArray()));
    Files.write(file, lines, StandardOpenOption.WRITE);
  }

  private static LobbyKey parse(List<String> lines, Path file) throws IOException {
    if (lines.size() != 2) {
      throw new IOException("not a lobby key, since not two lines: " + file);
    }
    LobbyKey read;
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      KeyFactory keys = KeyFactory.getInstance("EC");
      read =
          new LobbyKey(
              keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))),
              keys.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("not a lobby key: " + file, e);
    }
    byte[] content = {1};
    if (!verify(read.publicKey, content, read.sign(content))) {
      throw new IOException("the two keys do not belong together: " + file);
    }
    return read;
  }

  private static boolean isOnP256(PublicKey key) {
    return key instanceof ECPublicKey onCurve
        && onCurve.getParams().getCurve().getField().getFieldSize() == P256_BITS;
  }
}
