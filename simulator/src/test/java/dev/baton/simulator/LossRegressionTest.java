package dev.baton.simulator;

import static dev.baton.simulator.Scenes.assertHolds;
import static dev.baton.simulator.Scenes.assertNobodyLosesTheSession;

import org.junit.jupiter.api.Test;

/** Players who lost their session though others played on, or could have. */
final class LossRegressionTest {

  /** The way to the lobby and back took longer than a claim that counts on it. */
  @Test
  void aPlayerWhoseLobbyIsFarAwayGoesOnAlone() {
    assertNobodyLosesTheSession(
        """
        seed 3
        peers 2
        air delay=60000 jitter=10000 loss=10 double=0 late=0 kbps=0 mtu=1500
        at 8000 kill host
        """);
  }

  /** Of four that all had to agree, one claimed epochs that two had long voted in. */
  @Test
  void whoClaimsClaimsNoEpochThatOthersHaveVotedIn() {
    assertNobodyLosesTheSession(
        """
        seed 6202980
        peers 7
        rate 20
        play 30000
        standbys 1
        copies 1
        lobby no
        secrets yes
        ballast 0
        compute 500
        input 200
        drift 281
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 6542 busy host for 584
        at 6731 cut host - peer6 for 311
        at 7205 unlobby peer7 for 1331
        at 10230 kill standby1
        at 11844 handover
        at 11884 vanish peer3
        at 12426 join
        at 12504 cut peer6 - peer3 for 2622
        at 16040 vanish peer2
        at 18413 busy host for 1458
        at 18622 kill standby1
        at 18815 part peer2 for 10179
        at 18887 weather at standby2 delay=68708 jitter=2063 loss=182 double=22 late=5 kbps=3571 mtu=1500 for 3453
        at 19018 vanish host
        at 20541 cut peer1 - peer4 for 855
        at 21068 vanish standby2
        at 21385 handover to peer7
        at 23424 busy host for 2696
        """);
  }

  /** The witness was bound to a claim that counted others out and had long been given up. */
  @Test
  void theWitnessIsFreeOnceAClaimIsGivenUp() {
    assertNobodyLosesTheSession(
        """
        seed 6101808
        peers 3
        rate 20
        play 8872
        standbys 2
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 1737
        input 240
        drift 134
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 1000 cut host - peer2 for 4626
        at 2122 kill relay
        at 5872 restart host
        """);
  }

  /** The same, after a host that lacked the lobby itself. */
  @Test
  void theWitnessIsFreeForTheOneThatIsLeft() {
    assertNobodyLosesTheSession(
        """
        seed 6202346
        peers 2
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 1874
        input 149
        drift 168
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 20429 restart peer1
        at 21712 part host lobby for 2683
        at 21958 kill peer2
        at 21968 part peer1 for 9541
        """);
  }

  /** It claimed one epoch after another for ever: no time ran for a sponsored one. */
  @Test
  void aSponsoredSuccessorWhomAllLeaveGivesUp() {
    assertHolds(
        """
        seed 1051807
        peers 7
        rate 20
        play 27317
        standbys 2
        copies 1
        lobby no
        secrets no
        ballast 0
        compute 981
        input 74
        drift 90
        air delay=29080 jitter=30000 loss=20 double=2 late=10 kbps=0 mtu=1500
        at 1000 handover
        at 2986 kick peer1
        at 3314 kill host
        at 3863 leave host
        at 8839 join
        at 16701 restart peer7
        at 20835 stop host for 1672
        at 21860 part host for 2457
        at 22769 vanish standby2
        at 22968 handover
        at 23116 vanish peer6
        """);
  }

  /** It went after an older host that the lobby had named, or after none. */
  @Test
  void whoClaimsInVainGoesAfterTheHostThatTheLobbyNames() {
    assertHolds(
        """
        seed 1057632
        peers 3
        rate 20
        play 14068
        standbys 2
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 1743
        input 114
        drift 218
        air delay=22642 jitter=30000 loss=20 double=2 late=10 kbps=0 mtu=1500
        at 1000 part host for 10068
        at 1056 join
        at 4007 restart standby1
        at 5726 kill host
        """);
  }

  /** It was told to wait by one that waited itself, and the host had joins waiting for it. */
  @Test
  void whoAsksOneThatIsNotInIsSentToTheHost() {
    assertHolds(
        """
        seed 1309483
        peers 3
        rate 20
        play 27003
        standbys 0
        copies 0
        lobby yes
        secrets no
        ballast 0
        compute 2391
        input 76
        drift 17
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 1000 stop host for 2560
        at 9819 cut peer3 > host for 9815
        at 15700 cut host - peer1 for 8303
        """);
  }

  /** The host and all others but one had come after it was cut off. */
  @Test
  void whoIsRemovedWhileAwayIsToldByWhomItKnows() {
    assertHolds(
        """
        seed 7001171
        peers 3
        rate 20
        play 20245
        standbys 2
        copies 1
        lobby no
        secrets no
        ballast 0
        compute 1366
        input 234
        drift 194
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 7157 handover to peer3
        at 7425 part peer3 for 9820
        at 7783 join
        at 11246 restart host
        at 12065 handover
        at 12694 kick peer3
        """);
  }
}
