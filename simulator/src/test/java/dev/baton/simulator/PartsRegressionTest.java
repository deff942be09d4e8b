package dev.baton.simulator;

import static dev.baton.simulator.Scenes.assertHolds;

import org.junit.jupiter.api.Test;

/** The same of sessions that fall into parts, of which one counts the other out. */
final class PartsRegressionTest {

  /** They counted on among themselves, and the two hosts overtook each other for ever. */
  @Test
  void aMajorityThatWasCountedOutComesBackToThoseWhoCountedItOut() {
    assertHolds(
        """
        seed 7
        peers 6
        at 2000 part peer5 peer6 lobby for 14000
        at 9000 kill host
        """);
  }

  /** Cut off from the lobby they claimed in the same range, and one epoch had two hosts. */
  @Test
  void whoeverCannotAskTheWitnessClaimsNoEpochOfTheRestsRange() {
    assertHolds(
        """
        seed 173
        peers 8
        compute 1630
        input 113
        drift 156
        air delay=1928 jitter=300 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 11955 vanish standby1
        at 18428 restart peer3
        at 18490 handover to peer2
        at 20194 vanish host
        at 20284 vanish peer6
        at 20330 weather delay=37842 jitter=41515 loss=170 double=5 late=0 kbps=1733 mtu=1500 for 786
        at 20431 cut peer7 > peer8 for 1507
        at 20859 part peer1 peer2 peer5 peer6 peer7 peer8 for 2801
        at 21275 part peer5 peer6 peer7 lobby for 9654
        """);
  }

  /** Taken out by a host with a majority, they voted for each other until they were sent away. */
  @Test
  void aPartThatWasTakenOutAndPromisedItselfInVainComesBack() {
    assertHolds(
        """
        seed 18
        peers 8
        compute 1000
        input 200
        drift 100
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 5000 part peer2 peer6 peer7 peer8 for 9433
        """);
  }

  /** It claimed an epoch after theirs, which the lobby did not believe it: two hosts for ever. */
  @Test
  void aMajorityThatTheWitnessCountsOutDoesNotOvertakeThoseWhoStayed() {
    assertHolds(
        """
        seed 211819
        peers 5
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 1078
        input 171
        drift 35
        air delay=11142 jitter=30000 loss=20 double=2 late=10 kbps=0 mtu=1500
        at 6111 part host for 1239
        at 9016 part peer1 peer3 peer5 for 5612
        at 11513 lobby refuses for 4942
        """);
  }

  /** Three hosts died within a second, the last two of those who had counted two players out. */
  @Test
  void whoWasCountedOutByPeersThatAreDeadIsBelievedByTheLobby() {
    assertHolds(
        """
        seed 2543860
        peers 7
        rate 20
        play 17337
        standbys 3
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 1212
        input 216
        drift 150
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 1000 vanish host
        at 6953 leave host
        at 7340 part peer4 peer5 peer6 lobby for 6997
        at 8417 lobby refuses for 3873
        at 9274 kill host
        at 11856 kill host
        at 12013 kill host
        """);
  }

  /** A newcomer had been let in by each part, as the next after the same five. */
  @Test
  void twoPartsThatGoOnGiveNoNumberTwice() {
    assertHolds(
        """
        seed 4024653
        peers 5
        rate 20
        play 23392
        standbys 1
        copies 1
        lobby yes
        secrets yes
        ballast 0
        compute 1629
        input 250
        drift 127
        air delay=18498 jitter=30000 loss=20 double=2 late=10 kbps=0 mtu=1500
        at 3758 kill host
        at 5092 part peer5 for 2503
        at 6888 lobby slows for 2145
        at 9405 kill standby1
        at 10344 handover
        at 14766 join
        at 15064 part peer1 peer3 peer5 for 5328
        at 15494 join
        at 19537 leave host
        """);
  }

  /** They met again while the host was lost that had been elected without them; 4 held more. */
  @Test
  void whoWasCountedOutElectsNobodyWithoutThoseWhoStayed() {
    assertHolds(
        """
        seed 5022260
        peers 6
        rate 20
        play 19800
        standbys 2
        copies 2
        lobby yes
        secrets no
        ballast 0
        compute 1031
        input 119
        drift 244
        air delay=52345 jitter=15000 loss=10 double=1 late=5 kbps=0 mtu=1500
        at 5970 part peer1 peer2 peer3 peer6 for 10830
        at 6127 leave standby2
        at 7613 busy peer5 for 2322
        at 15783 join
        at 16323 kill host
        """);
  }
}
