package dev.baton.simulator;

import static dev.baton.simulator.Scenes.assertNobodyLosesTheSession;

import org.junit.jupiter.api.Test;

/** Sessions that ended for want of a majority though there was one. */
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

  /** They were granted a range of epochs in vain, and the witness followed no other claim. */
  @Test
  void aWitnessThatWasAskedForARangeInVainIsAskedForTheNext() {
    assertNobodyLosesTheSession(
        """
        seed 6101808
        peers 3
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby yes
        secrets yes
        ballast 0
        compute 1737
        input 240
        drift 134
        air delay=40737 jitter=15000 loss=10 double=1 late=5 kbps=0 mtu=1500
        at 6110 handover
        at 7715 cut host - peer2 for 4626
        at 8837 kill relay
        at 12587 restart host
        at 19071 unlobby host for 2737
        at 24225 kill peer3
        """);
  }

  /** The same while the rules say to wait, and to count nobody out. */
  @Test
  void aWitnessThatWasAskedForARangeElectsWhileTheRulesSayToWait() {
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
        air delay=226 jitter=300 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 508 handover
        at 728 unlobby standby2 for 2164
        at 3905 kill peer1
        at 3960 cut host > peer2 for 1838
        at 10158 unlobby host for 4724
        at 16787 stop standby2 for 744
        at 19661 kill standby1
        at 20429 restart peer1
        at 20963 handover
        at 21712 part host lobby for 2683
        at 21958 kill peer2
        at 21968 part peer1 for 9541
        at 22019 handover to peer2
        at 23440 unlobby standby1 for 2380
        at 23460 busy standby2 for 2635
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
}
