package dev.baton.simulator;

import dev.baton.core.Digest;
import dev.baton.core.TableVersion;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Name tables of the same epoch and version are the same. */
final class OneTable implements Checker {

  private final TreeMap<TableVersion, Digest> chains = new TreeMap<>();

  @Override
  public String property() {
    return "same table version, same table";
  }

  @Override
  public @Nullable String judge(Sighting sighting) {
    if (sighting.what() instanceof What.Table seen) {
      TableVersion number = seen.table().number();
      Digest before = chains.putIfAbsent(number, seen.table().chain());
      if (before != null && !before.equals(seen.table().chain())) {
        return "two tables are " + number + ", the second one at process " + sighting.process();
      }
    }
    return null;
  }
}
