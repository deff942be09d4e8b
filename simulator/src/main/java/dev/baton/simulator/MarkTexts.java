package dev.baton.simulator;

/** The lists that {@link MarkList} reads; texts, since the simulator reads no files. */
final class MarkTexts {

  /** Every reason that core gives for taking no notice of an input, or for entering a stage. */
  static final String REASONS =
      """
      enters: ... did not announce itself
      enters: ... hears the host again
      enters: a majority is heard again
      enters: a voter holds a later state
      enters: announced
      enters: announces ...
      enters: claims ...
      enters: created the session
      enters: hands over
      enters: has a majority
      enters: host: ...
      enters: leaves and hands over
      enters: left alone
      enters: left without successor
      enters: let in
      enters: no majority, no policy left
      enters: no majority: ...
      enters: sponsored by the host
      enters: still no majority
      enters: superseded
      enters: the electorate is larger
      enters: the rules forbid a migration
      ignores: a sign of life, noted
      ignores: a voter of another part, which is let in anew once there is a host
      ignores: already in the session, or asking that host
      ignores: an answer of the witness to no question of this host
      ignores: an epoch that no session comes to
      ignores: announcement of an epoch before the one that this peer is promised to
      ignores: announcement of an older epoch
      ignores: announcement of the present epoch
      ignores: claim in another's name
      ignores: claim of an epoch that is over
      ignores: counted out for no claim of this peer
      ignores: fenced by ..., proof follows: ...
      ignores: goodbye from one who is not the host
      ignores: hand-over by one who is not the host
      ignores: in a session already
      ignores: its join waits for its turn already
      ignores: its return waits for its turn already
      ignores: newer epoch without its proof
      ignores: no claim pending
      ignores: no detour to that peer
      ignores: no hand-over under way
      ignores: no migration under way
      ignores: no such claim is pending
      ignores: nobody of this session has that key
      ignores: nobody to remove
      ignores: nobody who could take over
      ignores: not following a host
      ignores: not from the host
      ignores: not joining any more
      ignores: not the host
      ignores: not the host, and it does not know who is
      ignores: not waiting for an announcement
      ignores: nothing new
      ignores: nothing new, or not the host
      ignores: nothing to do with it in this stage
      ignores: older epoch
      ignores: only a host that has its lease can hand over
      ignores: only the host appends to the name table
      ignores: only the host removes peers
      ignores: only the host terminates the session
      ignores: operation ... does not follow on the own table
      ignores: operations of a newer epoch from ...
      ignores: promised to a later epoch
      ignores: promised to another candidate meanwhile
      ignores: promised to that epoch or a later one already
      ignores: table of a newer epoch
      ignores: the sender has no seat
      ignores: the session is over for this peer
      ignores: the vote's signature or voter is not known here
      ignores: the votes are no majority of the electorate known here
      ignores: the welcome does not fit this peer and its host
      ignores: the witness counts this part out, which has a majority without it
      ignores: the witness has no business saying that
      ignores: too many changes of the electorate wait already
      ignores: vote for an epoch that is over
      ignores: vote for an older epoch than others voted for
      ignores: vote for another candidate, not over its voter's own link
      ignores: vote for another epoch than the one that is claimed
      ignores: vote in another's name
      ignores: vote of the witness for a claim that is over
      ignores: waiting to be let in
      """;

  /** Every change from one stage to another that may be, by PROTOCOL.md and by core. */
  static final String STAGE_CHANGES =
      """
      claiming > completing
      claiming > ended
      claiming > following
      claiming > isolated
      claiming > joining
      claiming > promised
      claiming > suspecting
      completing > claiming
      completing > completing
      completing > ended
      completing > following
      completing > hosting
      completing > isolated
      completing > promised
      completing > suspecting
      following > claiming
      following > ended
      following > following
      following > joining
      following > promised
      following > suspecting
      handingOver > ended
      handingOver > following
      handingOver > isolated
      handingOver > promised
      hosting > ended
      hosting > following
      hosting > handingOver
      hosting > isolated
      hosting > joining
      idle > ended
      idle > hosting
      idle > joining
      isolated > claiming
      isolated > ended
      isolated > following
      isolated > hosting
      isolated > isolated
      isolated > joining
      isolated > promised
      joining > ended
      joining > following
      joining > joining
      promised > claiming
      promised > ended
      promised > following
      promised > isolated
      promised > joining
      promised > promised
      promised > suspecting
      stranded > claiming
      stranded > ended
      stranded > following
      stranded > joining
      stranded > promised
      stranded > stranded
      suspecting > claiming
      suspecting > ended
      suspecting > following
      suspecting > isolated
      suspecting > joining
      suspecting > promised
      suspecting > stranded
      """;

  /** Marks that no run of the tests reaches: the mark, and what does, or why none can. */
  static final String UNREACHED =
      """
      ignores: a sign of life, noted | IgnoredTest
      ignores: a voter of another part, which is let in anew once there is a host | VainVotesTest
      ignores: an epoch that no session comes to | PromiseTest
      ignores: an answer of the witness to no question of this host | RivalsTest
      ignores: claim in another's name | IgnoredTest
      ignores: goodbye from one who is not the host | IgnoredTest
      ignores: in a session already | IgnoredTest
      ignores: no detour to that peer | IgnoredTest
      ignores: no hand-over under way | IgnoredTest
      ignores: no migration under way | IgnoredTest
      ignores: nobody to remove | IgnoredTest
      ignores: not joining any more | IgnoredTest
      ignores: not the host, and it does not know who is | IgnoredTest
      ignores: nothing new | IgnoredTest
      ignores: only the host appends to the name table | IgnoredTest
      ignores: only the host terminates the session | IgnoredTest
      ignores: promised to another candidate meanwhile | a guard: whoever promises itself to \
      another stops claiming
      ignores: the session is over for this peer | IgnoredTest
      ignores: the vote's signature or voter is not known here | IgnoredTest
      ignores: the welcome does not fit this peer and its host | IgnoredTest
      ignores: too many changes of the electorate wait already | a limit: seats run out first
      ignores: the witness counts this part out, which has a majority without it | IgnoredTest
      ignores: vote for another candidate, not over its voter's own link | PassedOnTest
      ignores: vote in another's name | IgnoredTest
      enters: the electorate is larger | no test reaches it yet
      enters: the rules forbid a migration | IgnoredTest
      changes: completing > claiming | no run came to it yet: the electorate grows while a \
      candidate completes
      changes: completing > ended | no run came to it yet: the session is ended while a \
      candidate completes
      changes: completing > following | no run came to it yet: a later epoch is announced while \
      a candidate completes
      changes: completing > isolated | no run came to it yet: a host that claims again finds \
      its own seat gone
      changes: handingOver > promised | no run came to it yet: a third peer claims a later \
      epoch during a hand-over
      changes: idle > ended | the library leaves no session before it has asked for one
      changes: suspecting > ended | no run came to it yet: the session is ended by a host that \
      is suspected
      """;

  private MarkTexts() {}
}
