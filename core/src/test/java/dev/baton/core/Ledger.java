package dev.baton.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a bystander sees of all peers, judged after every event. */
final class Ledger {

  private final Map<Epoch, PeerId> hosts = new TreeMap<>();
  private final Map<Epoch, StateId> resumes = new TreeMap<>();
  private final Map<Epoch, StateId> safeReported = new TreeMap<>();
  private final Map<String, Epoch> epochs = new TreeMap<>();

  /** Off where a scenario goes beyond what the durability level covers. */
  boolean safeMustSurvive = true;

  final List<String> violations = new ArrayList<>();

  void hosted(String who, Epoch epoch, PeerId host, StateId resume) {
    PeerId before = hosts.putIfAbsent(epoch, host);
    if (before != null && !before.equals(host)) {
      violations.add("two hosts in " + epoch + ": " + before + " and " + host);
    }
    resumes.put(epoch, resume);
    safeReported.forEach(
        (older, safe) -> {
          boolean lost = epoch.isAfter(older) && safe.isAfter(resume);
          if (lost && safeMustSurvive) {
            violations.add(
                "safe state "
                    + safe
                    + " lost by "
                    + epoch
                    + " of "
                    + who
                    + ", resumed at "
                    + resume);
          }
        });
  }

  void safe(Epoch epoch, StateId safe) {
    safeReported.merge(epoch, safe, (a, b) -> b.isAfter(a) ? b : a);
    resumes.forEach(
        (later, resume) -> {
          if (later.isAfter(epoch) && safe.isAfter(resume) && safeMustSurvive) {
            violations.add(
                "state " + safe + " reported safe after " + later + " began at " + resume);
          }
        });
  }

  void obeys(String who, Epoch epoch) {
    Epoch before = epochs.put(who, epoch);
    if (before != null && before.isAfter(epoch)) {
      violations.add(who + " went back from " + before + " to " + epoch);
    }
  }

  int migrations() {
    return hosts.size() - 1;
  }
}
