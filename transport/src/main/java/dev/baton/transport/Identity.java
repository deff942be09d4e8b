package dev.baton.transport;

import dev.baton.core.Bytes;
import dev.baton.core.PeerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
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

/**
 * The key pair that a peer proves to hold, on the curve P-256 (FIPS 186-5).
 *
 * <p>Immutable and safe for any thread. Source: PROTOCOL.md 1.
 */
public final class Identity {

  /** The most that an identity file may hold; a real one has some 400 bytes. */
  private static final int FILE_BYTES_MAX = 8192;

  /** The most that a public key may have; one on P-256 has 91 bytes. */
  private static final int PUBLIC_KEY_BYTES_MAX = 256;

  private static final int P256_BITS = 256;
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String PRIVATE_LABEL = "PRIVATE KEY";
  private static final String PUBLIC_LABEL = "PUBLIC KEY";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final Bytes publicKeyBytes;
  private final PeerKey key;

  private Identity(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.publicKeyBytes = Bytes.of(publicKey.getEncoded());
    this.key = PeerKey.of(publicKeyBytes);
  }

  /** Makes a new key pair. */
  public static Identity create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      return new Identity(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks the curve P-256", e);
    }
  }

  /**
   * Reads what {@link #store} wrote.
   *
   * @throws IOException if the file cannot be read, or holds no key pair on P-256
   */
  public static Identity load(Path file) throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new IOException(
          "not an identity file, since longer than " + FILE_BYTES_MAX + " bytes: " + file);
    }
    String text = Files.readString(file);
    Identity loaded;
    try {
      KeyFactory keys = KeyFactory.getInstance("EC");
      loaded =
          new Identity(
              keys.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE_LABEL))),
              keys.generatePublic(new X509EncodedKeySpec(block(text, PUBLIC_LABEL))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("not an identity file: " + file, e);
    }
    byte[] probe = {1};
    if (!verify(loaded.publicKeyBytes, probe, loaded.sign(probe))) {
      throw new IOException("private and public key do not belong together: " + file);
    }
    return loaded;
  }

  /** Reads the identity file, or makes a new identity and stores it if the file does not exist. */
  public static Identity loadOrCreate(Path file) throws IOException {
    if (Files.exists(file)) {
      return load(file);
    }
    Identity created = create();
    created.store(file);
    return created;
  }

  /**
   * Writes both keys as text (RFC 7468: PKCS #8, SubjectPublicKeyInfo), readable by the owner only
   * where the file system knows owners. An existing file is replaced as a whole or not at all.
   */
  public void store(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file: " + file);
    }
    Files.createDirectories(folder);
    Path written = Files.createTempFile(folder, ".identity", ".new", ownerOnly(folder));
    try {
      Files.writeString(written, text(), StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** The public key in SubjectPublicKeyInfo form (RFC 5280 4.1.2.7). */
  public Bytes publicKey() {
    return publicKeyBytes;
  }

  /** What others know this peer by. */
  public PeerKey key() {
    return key;
  }

  /** Signs with ECDSA over SHA-256; two signatures of one content differ. */
  public Bytes sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(privateKey);
      signature.update(content);
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this key cannot sign: " + key.shortText(), e);
    }
  }

  /**
   * Whether {@code signature} was made over {@code content} with the private key that belongs to
   * {@code publicKey}; false for anything malformed as well.
   */
  public static boolean verify(Bytes publicKey, byte[] content, Bytes signature) {
    if (publicKey.length() > PUBLIC_KEY_BYTES_MAX) {
      return false;
    }
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

  /** Signs and verifies a few times, so that the first real signature does not wait for it. */
  public static void warmUp() {
    Identity identity = create();
    byte[] content = new byte[64];
    for (int round = 0; round < 20; round++) {
      if (!verify(identity.publicKey(), content, identity.sign(content))) {
        throw new IllegalStateException("a signature of this Java platform does not verify");
      }
    }
  }

  static boolean isOnP256(PublicKey key) {
    return key instanceof ECPublicKey onCurve
        && onCurve.getParams().getCurve().getField().getFieldSize() == P256_BITS;
  }

  PrivateKey privateKey() {
    return privateKey;
  }

  PublicKey javaPublicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "identity " + key.shortText();
  }

  private String text() {
    return block(PRIVATE_LABEL, privateKey.getEncoded())
        + block(PUBLIC_LABEL, publicKey.getEncoded());
  }

  private static String block(String label, byte[] content) {
    String digits = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + digits + "\n-----END " + label + "-----\n";
  }

  private static byte[] block(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from + begin.length()) {
      throw new IllegalArgumentException("no block " + label);
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
