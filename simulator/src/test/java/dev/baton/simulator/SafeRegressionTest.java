package dev.baton.simulator;

import static dev.baton.simulator.Scenes.assertHolds;

import org.junit.jupiter.api.Test;

/**
 * The same of what is held and safe: states that a new host must go on from, and reports too many.
 */
final class SafeRegressionTest {

  /** What was safe was held by two hosts that were lost one after the other, and no standby yet. */
  @Test
  void whatOnlyTheHostBeforeTheLostOneHoldsIsAskedFor() {
    assertHolds(
        """
        seed 885
        peers 8
        standbys 3
        secrets yes
        ballast 27255
        compute 413
        input 144
        drift 224
        air delay=20025 jitter=15000 loss=10 double=1 late=5 kbps=0 mtu=1500
        at 2396 weather delay=53606 jitter=79564 loss=73 double=12 late=47 kbps=2660 mtu=1500 for 3212
        at 2837 part peer3 for 1324
        at 10385 vanish standby2
        at 14493 stop standby2 for 635
        at 14607 unlobby standby2 for 2626
        at 17231 restart standby2
        at 17509 kill host
        at 25464 cut peer7 > peer7 for 11283
        """);
  }

  /** While it fetched a later state, a voter told it of one that was later still. */
  @Test
  void aCandidateFetchesTheLatestStateOfItsVotersEvenIfItHearsOfItWhileItFetches() {
    assertHolds(
        """
        seed 20625
        peers 6
        play 28409
        ballast 29655
        compute 2788
        input 119
        drift 186
        air delay=460 jitter=300 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 3480 lobby slows for 4741
        at 6329 busy peer5 for 1439
        at 6563 restart standby2
        at 12335 vanish host
        at 22589 weather delay=127346 jitter=37591 loss=152 double=13 late=90 kbps=865 mtu=1500 for 2820
        """);
  }

  /** A standby's word for the last state came after it had given its vote to that standby. */
  @Test
  void aHostThatHandsOverAndVotesForAClaimReportsNothingAsSafeAnyMore() {
    assertHolds(
        """
        seed 112012
        peers 3
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby yes
        secrets yes
        ballast 0
        compute 633
        input 145
        drift 260
        air delay=42578 jitter=15000 loss=10 double=1 late=5 kbps=0 mtu=1500
        at 3086 kill host
        at 3138 handover to peer1
        at 3361 unlobby host for 1316
        at 3372 stop standby1 for 11330
        at 3405 lobby slows for 5382
        at 14941 stop host for 1732
        at 15117 leave host
        at 15204 fit host
        at 15293 part peer3 for 2212
        at 19803 lobby stops for 935
        at 21064 stop peer3 for 1414
        at 21613 stop host for 1172
        """);
  }

  /** The one that was asked for it was cut off; two others that had it were not asked. */
  @Test
  void aCandidateFetchesALaterStateFromAnotherHolderWhenTheFirstFallsSilent() {
    assertHolds(
        """
        seed 206047
        peers 7
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 178
        input 243
        drift 4
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 5881 kill host
        at 6463 replay peer5
        at 6641 replay peer4
        at 6766 replay peer3
        at 7285 kill host
        at 14768 cut host > peer4 for 9586
        at 15869 stop relay for 2074
        at 21107 handover
        at 21573 part peer3 peer4 peer5 lobby for 10614
        at 25898 join
        """);
  }

  /** It found out when it regained its lease, told it after the next packet, and had voted then. */
  @Test
  void aHostThatRegainsItsLeaseTellsAtOnceWhatIsSafe() {
    assertHolds(
        """
        seed 222273
        peers 3
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby no
        secrets no
        ballast 782
        compute 2888
        input 173
        drift 149
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 609 lobby stops for 10873
        at 2764 vanish host
        at 2800 kill host
        at 4725 part peer2 for 2071
        at 4994 cut peer2 - peer3 for 2708
        at 6386 join
        at 7460 leave peer2
        at 7610 kick peer3
        at 9305 kick peer1
        at 9504 kill host
        at 11339 part host lobby for 2257
        at 11922 kill peer3
        at 13349 handover
        at 13672 leave standby2
        at 14147 weather at host delay=82642 jitter=2144 loss=166 double=21 late=78 kbps=0 mtu=1500 for 5727
        at 14423 handover
        at 17776 unfit peer2
        at 18204 terminate
        at 18466 kill standby2
        at 18620 join
        at 20218 leave host
        at 20509 weather delay=112238 jitter=62769 loss=101 double=8 late=63 kbps=0 mtu=1500 for 10165
        at 23358 cut host > peer2 for 720
        at 23432 unfit peer3
        at 23452 join
        at 23539 join
        at 23783 kill host
        """);
  }

  /**
   * It refused its vote, sent no heartbeats, and came too late with it: what it held was unknown.
   */
  @Test
  void aCandidateAsksOneThatRefusedLateAndHoldsALaterState() {
    assertHolds(
        """
        seed 518480
        peers 7
        rate 20
        play 30000
        standbys 2
        copies 2
        lobby yes
        secrets no
        ballast 0
        compute 1600
        input 179
        drift 202
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 2434 handover
        at 2518 handover to peer1
        at 2779 kill host
        at 3220 busy peer2 for 11925
        at 3383 part peer3 peer6 for 9940
        at 7213 part peer2 peer4 peer5 lobby for 11968
        at 7864 stop standby2 for 1462
        at 8265 cut standby2 > peer5 for 5269
        at 14821 join
        at 15069 kill standby2
        at 15160 join
        at 15265 restart host
        at 15405 handover
        at 15916 part peer1 peer2 peer5 for 11875
        at 22765 handover to peer6
        at 23043 handover to peer2
        at 24944 vanish peer1
        at 25110 stop host for 2345
        """);
  }

  /** The first packets after a cut came from voters that had elected another. */
  @Test
  void aHostHasItsLeaseBackOnlyByVotersThatConfirmIt() {
    assertHolds(
        """
        seed 706691
        peers 8
        rate 20
        play 30000
        standbys 3
        copies 2
        lobby yes
        secrets no
        ballast 0
        compute 2731
        input 82
        drift 52
        air delay=10000 jitter=2000 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 4291 kill host
        at 5284 weather delay=45545 jitter=27205 loss=5 double=23 late=37 kbps=0 mtu=1500 for 9664
        at 6834 replay peer1
        at 7466 replay peer6
        at 7854 part peer3 peer4 peer5 for 1338
        at 8206 replay peer8
        at 8488 kill host
        at 10953 handover
        at 11398 vanish standby2
        at 16529 part peer8 for 1825
        at 17029 lobby dies for 1492
        at 19059 unlobby peer2 for 2574
        at 19121 unlobby standby1 for 5955
        at 20882 lobby slows for 11427
        at 20951 part peer1 lobby for 10437
        at 21148 kill standby2
        at 21252 fit peer1
        at 22242 cut peer7 - peer1 for 4796
        """);
  }

  /** Round trips were a hundred times as long when its voters were heard again. */
  @Test
  void aCandidateWhoseClaimsFailedForLongFetchesTheLatestState() {
    assertHolds(
        """
        seed 2103859
        peers 7
        rate 20
        play 30000
        standbys 1
        copies 1
        lobby yes
        secrets yes
        ballast 0
        compute 134
        input 101
        drift 24
        air delay=322 jitter=300 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 5147 busy standby2 for 1191
        at 14615 stop host for 2888
        at 16829 kill standby1
        at 17407 lobby stops for 2126
        at 18273 cut standby2 > peer7 for 1897
        at 18382 cut standby1 > peer1 for 3122
        at 18739 unfit standby1
        at 19476 busy host for 2050
        at 19667 handover to peer2
        at 21089 part peer1 peer5 lobby for 2860
        at 21204 kill host
        at 23531 weather delay=58365 jitter=22042 loss=188 double=0 late=3 kbps=0 mtu=1500 for 8554
        """);
  }

  /**
   * The latest state was held by the lost host alone, the next one by a voter; it fetched neither.
   */
  @Test
  void aCandidateFetchesWhatItCanOfTheStatesThatAreLaterThanItsOwn() {
    assertHolds(
        """
        seed 3014159
        peers 6
        rate 20
        play 30000
        standbys 2
        copies 1
        lobby no
        secrets yes
        ballast 0
        compute 1982
        input 106
        drift 120
        air delay=1819 jitter=300 loss=0 double=0 late=0 kbps=0 mtu=1500
        at 3171 weather at host delay=6191 jitter=3721 loss=159 double=10 late=17 kbps=3290 mtu=1500 for 2390
        at 3418 part peer3 peer5 for 2018
        at 4617 kill standby2
        at 4978 part peer1 peer2 for 921
        at 11051 handover to peer3
        at 11126 handover
        at 12082 leave standby2
        at 12192 stop host for 2602
        at 18433 part peer1 peer3 peer4 for 4279
        at 19088 part peer1 peer3 peer5 for 2366
        at 24166 part peer2 peer3 peer4 peer6 lobby for 11061
        """);
  }

  /** The host of the latest epoch was gone, and its player had come back as a new process. */
  @Test
  void anInputIsSafeByAHostWhoseLaterRivalWasStartedAnew() {
    assertHolds(
        """
        seed 8031251
        peers 5
        rate 20
        play 30000
        standbys 0
        copies 0
        lobby no
        secrets no
        ballast 0
        compute 932
        input 123
        drift 100
        air delay=45827 jitter=15000 loss=10 double=1 late=5 kbps=0 mtu=1500
        at 913 part peer1 peer2 peer5 lobby for 854
        at 4258 restart peer4
        at 4586 part peer1 peer3 for 2465
        at 4605 fit standby2
        at 4766 part peer4 lobby for 2684
        at 4970 handover
        at 5070 part peer1 lobby for 2092
        at 5585 cut host - peer2 for 7336
        at 5936 busy relay for 2060
        at 7458 handover
        at 7502 restart host
        at 12530 weather at standby1 delay=10562 jitter=45983 loss=23 double=5 late=52 kbps=3167 mtu=875 for 1334
        at 12589 kill standby1
        at 15480 kill host
        at 15673 kill host
        at 15961 join
        at 22681 part peer4 peer5 lobby for 2979
        at 24525 cut standby2 - peer1 for 1271
        at 25089 stop standby1 for 820
        at 25842 unfit standby1
        at 28023 kill host
        """);
  }

  /**
   * A host counted on in the range of those who had counted its part out: two hosts in one epoch.
   */
  @Test
  void aHostCountsOnInNoRangeOfThoseWhoCountedItsPartOut() {
    assertHolds(
        """
        seed 7006577
        peers 8
        rate 20
        play 16519
        standbys 2
        copies 1
        lobby yes
        secrets no
        ballast 0
        compute 1870
        input 137
        drift 73
        air delay=19790 jitter=30000 loss=20 double=2 late=10 kbps=0 mtu=1500
        at 6239 part peer8 lobby for 7280
        at 9541 cut standby1 - standby2 for 1967
        at 9619 vanish host
        at 12121 join
        """);
  }
}
