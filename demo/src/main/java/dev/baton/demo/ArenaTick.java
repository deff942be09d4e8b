package dev.baton.demo;

import dev.baton.core.PeerId;
import dev.baton.core.Tick;
import java.util.List;

/** What one tick of the arena is computed from. */
interface ArenaTick {

  /** The tick to compute. */
  Tick tick();

  /** Whose player appears, in order of peer. */
  List<PeerId> joined();

  /** Whose player disappears, in order of peer. */
  List<PeerId> left();

  /** The inputs that count in this tick, in order of peer, then sequence. */
  List<TakenInput> inputs();

  /** One input of one peer. */
  record TakenInput(PeerId peer, long sequence, ArenaInput input) {}
}
