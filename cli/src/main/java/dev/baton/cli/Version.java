package dev.baton.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code baton --version} says: the version that the build wrote into the program's jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"baton " + (version == null ? "of an unpacked build" : version)};
  }
}
