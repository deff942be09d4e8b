--------------------------- MODULE BatonElection ---------------------------
(***************************************************************************)
(* How Baton changes the host of a session: votes, the witness, changes of *)
(* the electorate, the fence, the lease, hand-overs, and what is safe under*)
(* Standby(1).  README.md beside this file explains it; PROTOCOL.md is the *)
(* text that it follows, and the section numbers below are that text's.    *)
(*                                                                         *)
(* Every peer is a row of the variables.  What was ever sent stays in      *)
(* `msgs`, and a receiver may act on any of it at any time, again, or      *)
(* never: that is loss, doubling, delay and reordering in one.             *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS
  Peers,          \* all peers
  First,          \* the one that is host at the start
  Seated,         \* those with a seat at the start
  WitnessKey,     \* whether the session has a witness
  MaxEpoch,       \* the last epoch that is voted on in the first range
  ApartMore,      \* how many epochs of a later range, after its first
  Inputs,         \* the inputs of the players
  Crashes,        \* how many processes may die
  Restarts,       \* how many may come back, as a new process under the old key
  TableOps,       \* how many changes of the electorate
  HandOvers,      \* how many planned changes of host
  CountOuts,      \* how often the witness may count peers out (5.6)
  LivingOut,      \* whether it may count out the living, or only the dead
  Withdrawals,    \* how many claims may be withdrawn (5.2)
  AwaitStandbys,  \* whether a candidate waits for the vote of each live standby
  Flaws           \* rules that are broken on purpose; {} is the protocol

VARIABLES
  up,       \* the peers whose process runs
  ep,       \* the epoch that a peer obeys
  prom,     \* the latest epoch that it voted in, or obeys
  mode,     \* out, follow, host, handing, isolated, former
  host,     \* whom it takes for the host; 0 for nobody
  tab,      \* its name table
  st,       \* the latest complete state that it holds
  lim,      \* in a hand-over: the last tick still taken, or produced; else 0
  inc,      \* a Welcome with an older joinedAt was for an earlier process
  wit,      \* the witness: its promise and earlier ones, the epoch and the table it knows
  msgs,     \* all that was ever sent
  safe,     \* inputs that were reported as safe, each with the host's epoch
  lost,     \* of these, those that a later host lacks though a standby lives
  left      \* what may still happen

vars == <<up, ep, prom, mode, host, tab, st, lim, inc, wit, msgs, safe, lost, left>>

Broken(flaw) == flaw \in Flaws
Max(S) == CHOOSE x \in S : \A y \in S : y <= x

(* Epochs come in ranges (5.6): the protocol's have 65536 each, these have *)
(* ten.  The first of a later range is for whoever counts others out.      *)
RangeOf(e) == e \div 10
IsApart(e) == e % 10 = 0
ApartEpochs == {10 * k : k \in 1..CountOuts}
Epochs == (1..MaxEpoch) \cup UNION {{a + i : i \in 0..ApartMore} : a \in ApartEpochs}
EpochMax == Max(Epochs)
EpochsAfter(e) == {x \in Epochs : x > e}
W == 0                                     \* the witness as a voter
InputsIn(h) == {h[i] : i \in DOMAIN h}      \* the inputs in a history
Symmetry == Permutations(Seated \ {First}) \cup Permutations(Peers \ Seated)

(* Name tables (2.1): who is present, each with its joinedAt; whether the  *)
(* witness counts; the number of the last operation.                       *)
NoTable == [e |-> 0, n |-> 0, s |-> << >>, w |-> FALSE]
Newer(a, b) == a.e > b.e \/ (a.e = b.e /\ a.n > b.n)
Present(t) == DOMAIN t.s
Voters(t) == Present(t) \cup (IF t.w THEN {W} ELSE {})
Majority(n, of) == IF Broken("half") THEN 2 * n >= of ELSE 2 * n > of
FirstTable == [e |-> 1, n |-> Cardinality(Seated),
               s |-> [p \in Seated |-> 1],
               w |-> WitnessKey /\ Cardinality(Seated) % 2 = 0]

(* Every present peer but the host is a standby (3): in the sessions that  *)
(* are small enough to be explored that is the rule's default of two.      *)
StandbysOf(t, h) == Present(t) \ {h}

(* States (7.1): the epoch of the host that produced it, and the history   *)
(* of inputs that it contains, one for each tick.                          *)
NoState == [e |-> 0, h |-> << >>]
Later(a, b) == a.e > b.e \/ (a.e = b.e /\ Len(a.h) > Len(b.h))
IsPrefix(a, b) == Len(a) <= Len(b) /\ a = SubSeq(b, 1, Len(a))

Msgs(type) == {m \in msgs : m.t = type}

TypeOK ==
  /\ up \subseteq Peers
  /\ \A p \in Peers :
       /\ ep[p] \in 0..EpochMax /\ prom[p] \in 0..EpochMax /\ prom[p] >= ep[p]
       /\ mode[p] \in {"out", "follow", "host", "handing", "isolated", "former"}
       /\ host[p] \in Peers \cup {0}
  /\ safe \subseteq Inputs \X Epochs /\ lost \subseteq Inputs

Init ==
  /\ up = Peers
  /\ ep = [p \in Peers |-> IF p \in Seated THEN 1 ELSE 0]
  /\ prom = ep
  /\ mode = [p \in Peers |-> IF p = First THEN "host"
                             ELSE IF p \in Seated THEN "follow" ELSE "out"]
  /\ host = [p \in Peers |-> IF p \in Seated THEN First ELSE 0]
  /\ tab = [p \in Peers |-> IF p \in Seated THEN FirstTable ELSE NoTable]
  /\ st = [p \in Peers |-> NoState]
  /\ lim = [p \in Peers |-> 0]
  /\ inc = [p \in Peers |-> 0]
  /\ wit = [e |-> 1, c |-> 0, past |-> << >>, ep |-> 1, t |-> FirstTable, over |-> {}]
  /\ msgs = {[t |-> "op", e |-> 1, from |-> First, tab |-> FirstTable]}
            \cup {[t |-> "rep", e |-> 1, from |-> p, tab |-> FirstTable]
                    : p \in Seated \cup {W}}
  /\ safe = {} /\ lost = {}
  /\ left = [crash |-> Crashes, restart |-> Restarts, op |-> TableOps, ho |-> HandOvers,
              out |-> CountOuts, wd |-> Withdrawals]

-----------------------------------------------------------------------------
(* States and what is safe (7).                                            *)

(* The host simulates a tick; an input that the state contains already is  *)
(* not applied again (7.2).  A host that hands over stops at its last tick.*)
Produce(p) ==
  /\ p \in up /\ mode[p] \in {"host", "handing"}
  /\ mode[p] = "handing" => Len(st[p].h) < lim[p]
  /\ \E i \in Inputs \ InputsIn(st[p].h) :
       LET new == [e |-> ep[p], h |-> Append(st[p].h, i)]
       IN  /\ st' = [st EXCEPT ![p] = new]
           /\ msgs' = msgs \cup {[t |-> "st", e |-> ep[p], from |-> p, st |-> new]}
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, lim, inc, wit, safe, lost, left>>

(* A standby takes a later state of the host that it obeys, and says so.   *)
(* A promised one takes none any more, but for those of a hand-over.       *)
TakeState(p) ==
  /\ p \in up /\ mode[p] = "follow"
  /\ p \in StandbysOf(tab[p], host[p])
  /\ \E m \in Msgs("st") :
       /\ m.e = ep[p] /\ m.from = host[p] /\ Later(m.st, st[p])
       /\ \/ prom[p] = ep[p]
          \/ Len(m.st.h) <= lim[p]
          \/ Broken("adoptsBelowPromise") /\ lim[p] = 99
       /\ st' = [st EXCEPT ![p] = m.st]
       /\ msgs' = msgs \cup {[t |-> "ack", e |-> ep[p], from |-> p, j |-> tab[p].s[p],
                              st |-> m.st]}
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, lim, inc, wit, safe, lost, left>>

(* What hosts of epochs before `e` reported as safe.                        *)
SafeBefore(e) == {x[1] : x \in {y \in safe : y[2] < e}}

(* Of `inputs`, which are safe, those that a new host `c` with the history *)
(* `h` and the table `t` lacks, though a living member that is not a host  *)
(* holds them: nothing happened that Standby(1) does not cover, and yet    *)
(* they are gone.  What only the old host still holds, or one that was     *)
(* taken out by that table, counts as lost with two failures.  What those  *)
(* hold who were counted out, here or before, is the price of 5.6.         *)
Missing(inputs, h, c, t, out, e) ==
  {i \in inputs \ InputsIn(h) :
     \E q \in up \ ({c} \cup out) :
       /\ mode[q] = "follow" /\ i \in InputsIn(st[q].h)
       /\ q \in Present(t) \/ Newer(tab[q], t)
       /\ \A a \in Msgs("ann") : ~ (q \in a.out /\ ep[q] < a.e /\ a.e < e)}

(* Whether a majority holds the host's table, in this epoch (2.3).         *)
Settled(h) ==
  LET holders == {h} \cup {m.from : m \in {r \in Msgs("rep") :
                                       r.e = ep[h] /\ ~ Newer(tab[h], r.tab)}}
  IN  Majority(Cardinality(holders \cap (Voters(tab[h]) \cup {h})),
               Cardinality(Voters(tab[h])))

(* Standby(1): one standby has acknowledged a state that contains it, and  *)
(* the electorate that seats this standby is itself acknowledged.          *)
MayCount(p) == Settled(p) \/ Broken("unsettledStandby")

MakeSafe(p) ==
  /\ p \in up
  /\ \/ mode[p] \in {"host", "handing"}
     \/ Broken("handingHostVotes") /\ mode[p] = "former" /\ lim[p] > 0
  /\ \E m \in Msgs("ack") :
       /\ m.e = ep[p] /\ m.from \in StandbysOf(tab[p], p) /\ tab[p].s[m.from] = m.j
       /\ ~ InputsIn(m.st.h) \subseteq SafeBefore(ep[p] + 1)
       /\ MayCount(p)
       /\ safe' = safe \cup
            {<<i, ep[p]>> : i \in InputsIn(m.st.h) \ SafeBefore(ep[p] + 1)}
       /\ lost' = lost \cup
            UNION {Missing(InputsIn(m.st.h), a.resume.h, a.from, a.tab, a.out, a.e)
                     : a \in {b \in Msgs("ann") : b.e > ep[p]}}
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, wit, msgs, left>>

-----------------------------------------------------------------------------
(* The lease (4.4).  Time is not modelled: the lease of any host may run   *)
(* out at any moment, and it may hear a majority again at any moment.      *)

LeaseRanOut(p) ==
  /\ p \in up /\ mode[p] = "host"
  /\ mode' = [mode EXCEPT ![p] = "isolated"]
  /\ UNCHANGED <<up, ep, prom, host, tab, st, lim, inc, wit, msgs, safe, lost, left>>

(* A host that has voted for another epoch must not come back in its own.  *)
LeaseBack(p) ==
  /\ p \in up /\ mode[p] = "isolated"
  /\ prom[p] = ep[p] \/ Broken("promisedHostReturns")
  /\ mode' = [mode EXCEPT ![p] = "host"]
  /\ lim' = [lim EXCEPT ![p] = 0]
  /\ UNCHANGED <<up, ep, prom, host, tab, st, inc, wit, msgs, safe, lost, left>>

-----------------------------------------------------------------------------
(* Votes (5.3).                                                            *)

VoteOf(v, e, c, last) ==
  [t |-> "vote", e |-> e, c |-> c, v |-> v, j |-> tab[v].s[v], tab |-> tab[v],
   st |-> st[v], last |-> last]

(* In which epochs c may ask v, or v may think of c unasked: in a range    *)
(* that one of them knows; in the first of a later one, if the witness has *)
(* counted others out for c, but not v (5.6).                              *)
MayAskIn(c, v, e) ==
  IF IsApart(e)
  THEN \E g \in Msgs("gone") : g.e = e /\ g.c = c /\ v \notin g.who
  ELSE RangeOf(e) <= RangeOf(Max({prom[c], prom[v]}))

(* A peer votes once in an epoch, for one candidate, itself included.  That*)
(* it was asked, suspects the host and does not hear it is left open: it   *)
(* may vote whenever nothing forbids it.  A host votes for nobody while it *)
(* has its lease; once it has voted it reports nothing as safe any more.   *)
Vote(v) ==
  /\ v \in up /\ mode[v] \in {"follow", "isolated", "handing", "former"}
  /\ v \in Present(tab[v])
  /\ \E c \in Present(tab[v]), e \in EpochsAfter(prom[v]) :
       /\ MayAskIn(c, v, e)
       /\ mode[v] = "handing" => (c /= v /\ Broken("handingHostVotes"))
       /\ prom' = [prom EXCEPT ![v] = e]
       /\ msgs' = msgs \cup {VoteOf(v, e, c, 0)}
  /\ mode' = [mode EXCEPT ![v] = IF mode[v] = "follow" THEN "follow" ELSE "former"]
  /\ lim' = [lim EXCEPT ![v] = IF mode[v] = "handing" THEN lim[v] ELSE 0]
  /\ UNCHANGED <<up, ep, host, tab, st, inc, wit, safe, lost, left>>

(* The witness (8.3): once in an epoch, only for later epochs than it knows*)
(* a host of, and for nobody who knows an older electorate than it does.   *)
IsWithdrawn(e, c) == \E m \in Msgs("wd") : m.e = e /\ m.c = c

WitnessMayBind(c, e) ==
  /\ WitnessKey /\ e > wit.ep /\ ~ IsWithdrawn(e, c)
  /\ Broken("forgetfulWitness") \/ e > wit.e \/ (e = wit.e /\ c = wit.c)

(* What it was bound to before is remembered where claims are withdrawn.   *)
WitnessBinds(c, e) ==
  wit' = [wit EXCEPT !.e = e, !.c = c,
                     !.past = IF Withdrawals = 0 \/ (wit.e = e /\ wit.c = c) THEN @
                              ELSE Append(@, [e |-> wit.e, c |-> wit.c])]

(* A candidate that is not host of that epoch gives the claim up, for good.*)
Withdraw(c) ==
  /\ left.wd > 0 /\ c \in up
  /\ \E m \in Msgs("vote") \cup Msgs("gone") :
       /\ m.c = c /\ (m.t = "vote" => m.v = W) /\ ~ IsWithdrawn(m.e, c)
       /\ ~ \E a \in Msgs("ann") : a.e = m.e /\ a.from = c
       /\ msgs' = msgs \cup {[t |-> "wd", e |-> m.e, c |-> c]}
  /\ left' = [left EXCEPT !.wd = @ - 1]
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, wit, safe, lost>>

(* The witness is bound as before it was asked, not to nothing.            *)
WitnessIsFreed ==
  /\ IsWithdrawn(wit.e, wit.c) /\ wit.past /= << >>
  /\ LET n == Len(wit.past)
         before == IF Broken("freedForgets") THEN [e |-> wit.ep, c |-> 0] ELSE wit.past[n]
     IN  wit' = [wit EXCEPT !.e = before.e, !.c = before.c, !.past = SubSeq(@, 1, n - 1)]
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, msgs, safe, lost, left>>

WitnessVotes(c) ==
  /\ c \in up /\ mode[c] /= "out"
  /\ \E e \in EpochsAfter(ep[c]) :
       /\ WitnessMayBind(c, e)
       /\ IsApart(e) => \E g \in Msgs("gone") : g.e = e /\ g.c = c
       /\ ~ IsApart(e) => RangeOf(e) <= RangeOf(prom[c])
       /\ \/ ~ Newer(wit.t, tab[c])
          \/ Broken("outOfDateCountsOut") /\ wit.e = e /\ wit.c = c
       /\ msgs' = msgs \cup {[t |-> "vote", e |-> e, c |-> c, v |-> W, j |-> 0,
                              tab |-> NoTable, st |-> NoState, last |-> 0]}
       /\ msgs' /= msgs
       /\ WitnessBinds(c, e)
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, safe, lost, left>>

(* Counting out (5.6): of the voters that c knows, those whose connection  *)
(* to the lobby is gone.  It binds the witness like a vote.                *)
WitnessCountsOut(c) ==
  /\ left.out > 0 /\ c \in up /\ mode[c] /= "out"
  /\ \E e \in ApartEpochs \cap EpochsAfter(prom[c]),
        who \in (SUBSET (Present(tab[c]) \ {c})) \ {{}} :
       /\ LivingOut \/ who = Present(tab[c]) \ up
       /\ WitnessMayBind(c, e)
       /\ ~ Newer(wit.t, tab[c]) \/ Broken("outOfDateCountsOut")
       /\ msgs' = msgs \cup {[t |-> "gone", e |-> e, c |-> c, who |-> who]}
       /\ WitnessBinds(c, e)
  /\ left' = [left EXCEPT !.out = @ - 1]
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, safe, lost>>

-----------------------------------------------------------------------------
(* Completing and announcing (5.4, 5.5).                                   *)

(* The votes that count by table t (5.5): of the present process of a peer *)
(* that is present, or of the witness where it counts.                     *)
Counting(votes, t) ==
  {v \in {m.v : m \in votes} \cap Voters(t) :
     v = W \/ \E m \in votes : m.v = v /\ m.j = t.s[v]}

Latest(states) == CHOOSE s \in states : \A o \in states : ~ Later(o, s)
NewestTable(tables) == CHOOSE t \in tables : \A o \in tables : ~ Newer(o, t)

(* The new host first takes the counted out out of the table, all at once. *)
Without(t, out, e) ==
  IF out \cap Present(t) = {} THEN t
  ELSE [e |-> e, n |-> t.n + Cardinality(out \cap Present(t)),
        s |-> [q \in Present(t) \ out |-> t.s[q]], w |-> t.w]

Announce(c) ==
  /\ c \in up /\ mode[c] \in {"follow", "former"} /\ prom[c] > ep[c]
  /\ LET e == prom[c]
         cast == {m \in Msgs("vote") : m.e = e /\ m.c = c}
         own == {m \in cast : m.v = c /\ m.j = tab[c].s[c]}
     IN
     /\ c \in Present(tab[c]) /\ own /= {}
     /\ ~ IsWithdrawn(e, c) \/ Broken("announcesWithdrawn")
     /\ \E others \in SUBSET (cast \ own),
           out \in IF IsApart(e)
                   THEN {m.who : m \in {g \in Msgs("gone") : g.e = e /\ g.c = c}}
                   ELSE {{}} :
          LET votes == own \cup others
              t == NewestTable({tab[c]} \cup {m.tab : m \in votes})
              electorate == Voters(t) \ out
              resume == IF Broken("staleClaim") THEN st[c]
                        ELSE Latest({st[c]} \cup {m.st : m \in votes})
              last == Max({m.last : m \in votes})
              after == Without(t, out, e)
              awaited == (StandbysOf(tab[c], host[c]) \cap up) \ ({c, host[c]} \cup out)
              answered == {m.v : m \in votes} \cup
                          (IF Broken("refusalIsAnswer") THEN Peers ELSE {})
          IN
          /\ c \in Present(t) /\ t.s[c] = tab[c].s[c]
          /\ Majority(Cardinality(Counting(votes, t) \ out), Cardinality(electorate))
          /\ AwaitStandbys => awaited \subseteq answered
          /\ Broken("sponsorForgotten") \/ Len(resume.h) >= last
          /\ tab' = [tab EXCEPT ![c] = after]
          /\ st' = [st EXCEPT ![c] = resume]
          /\ lost' = lost \cup Missing(SafeBefore(e), resume.h, c, t, out, e)
          /\ msgs' = msgs \cup
               {[t |-> "ann", e |-> e, from |-> c, resume |-> resume, out |-> out,
                 tab |-> IF Broken("countedOutLinger") THEN t ELSE after,
                 by |-> IF CountOuts = 0 THEN {} ELSE {m.v : m \in votes}]}
               \cup (IF out = {} THEN {}
                     ELSE {[t |-> "op", e |-> e, from |-> c, tab |-> after]})
          /\ ep' = [ep EXCEPT ![c] = e]
  /\ mode' = [mode EXCEPT ![c] = "host"]
  /\ host' = [host EXCEPT ![c] = c]
  /\ lim' = [lim EXCEPT ![c] = 0]
  /\ UNCHANGED <<up, prom, inc, wit, safe, left>>

(* What of a held state is part of the history that goes on after `resume` *)
(* (7.1): a later one falls back to it, an earlier one is kept only if it  *)
(* is certain to belong to it.                                             *)
Kept(held, resume) ==
  IF held.e = resume.e /\ IsPrefix(resume.h, held.h) THEN resume
  ELSE IF ~ Later(held, resume) /\ IsPrefix(held.h, resume.h) THEN held
  ELSE NoState

(* With which table p may follow: the operations of the announcement may   *)
(* be too few to reach the new host's table, unless it took anybody out.   *)
TablesToFollowWith(m, p) ==
  IF ~ Newer(m.tab, tab[p]) THEN {tab[p]}
  ELSE IF m.out = {} \/ Broken("countedOutLinger") THEN {tab[p], m.tab}
  ELSE {m.tab}

(* A receiver believes an announcement of a later epoch (1.2, 5.5), unless *)
(* it is promised to a still later one, and attaches with what it has.     *)
Adopt(p) ==
  /\ p \in up /\ mode[p] /= "out"
  /\ \E m \in Msgs("ann") :
       /\ m.e > ep[p] /\ m.from /= p
       /\ m.e >= prom[p] \/ Broken("adoptsBelowPromise")
       /\ \E t \in TablesToFollowWith(m, p) :
          /\ ep' = [ep EXCEPT ![p] = m.e]
          /\ prom' = [prom EXCEPT ![p] = Max({prom[p], m.e})]
          /\ host' = [host EXCEPT ![p] = m.from]
          /\ tab' = [tab EXCEPT ![p] = t]
          /\ st' = [st EXCEPT ![p] = Kept(st[p], m.resume)]
          /\ lim' = [lim EXCEPT ![p] = IF prom[p] > m.e THEN 99 ELSE 0]
          /\ mode' = [mode EXCEPT ![p] = IF p \in Present(t) THEN "follow" ELSE "out"]
          /\ msgs' = msgs \cup
               {[t |-> "rep", e |-> m.e, from |-> p, tab |-> t]}
               \cup (IF p \in Present(t) /\ Kept(st[p], m.resume) /= NoState
                     THEN {[t |-> "ack", e |-> m.e, from |-> p, j |-> t.s[p],
                            st |-> Kept(st[p], m.resume)]}
                     ELSE {})
  /\ UNCHANGED <<up, inc, wit, safe, lost, left>>

(* The lobby learns of the new host by the same proof (HostIs, 8.2), by    *)
(* the seats that it knows.  Votes of those who were counted out, and have *)
(* not been let in again, have no weight.  (Where nobody is counted out    *)
(* every announcement is believed, and need not say who voted.)            *)
WitnessBelieves(m) ==
  LET counting == Cardinality(m.by \ wit.over)
      electorate == Cardinality((Present(wit.t) \ m.out) \cup ({W} \cap m.by)
                                \cup (IF wit.t.w THEN {W} ELSE {}))
      nearly == 2 * counting = electorate \/ (Newer(m.tab, wit.t) /\ m.by \cap wit.over = {})
  IN  \/ CountOuts = 0
      \/ 2 * counting > electorate
      \/ nearly /\ counting > 0 /\ ~ (wit.e = m.e /\ wit.c /= m.from)

WitnessAdopts ==
  /\ WitnessKey
  /\ \E m \in Msgs("ann") :
       /\ m.e > wit.ep /\ WitnessBelieves(m)
       /\ wit' = [wit EXCEPT !.ep = m.e, !.over = @ \cup m.out]
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, msgs, safe, lost, left>>

-----------------------------------------------------------------------------
(* The name table (2.2, 2.3): changes of the electorate, one at a time.    *)

AppendTable(h, seats, w) ==
  LET t == [e |-> ep[h], n |-> tab[h].n + 1, s |-> seats, w |-> w]
  IN  /\ tab' = [tab EXCEPT ![h] = t]
      /\ msgs' = msgs \cup {[t |-> "op", e |-> ep[h], from |-> h, tab |-> t]}
      /\ left' = [left EXCEPT !.op = @ - 1]
      /\ UNCHANGED <<up, ep, prom, mode, host, st, lim, inc, wit, safe, lost>>

MayAppend(h) == h \in up /\ mode[h] = "host" /\ left.op > 0 /\ Settled(h)

(* Lets in whoever asks: a new peer, or one whose seat was given up.       *)
Join(h) ==
  /\ MayAppend(h)
  /\ \E p \in up \ Present(tab[h]) :
       /\ mode[p] = "out"
       /\ AppendTable(h, (p :> (tab[h].n + 1)) @@ tab[h].s, tab[h].w)

(* Takes out who is gone, leaves, or came back as a new process (1.4).     *)
Leave(h) ==
  /\ MayAppend(h)
  /\ \E p \in Present(tab[h]) \ {h} :
       AppendTable(h, [q \in Present(tab[h]) \ {p} |-> tab[h].s[q]], tab[h].w)

CountWitness(h) ==
  /\ MayAppend(h) /\ WitnessKey
  /\ tab[h].w \/ Cardinality(Present(tab[h])) % 2 = 0
  /\ AppendTable(h, tab[h].s, ~ tab[h].w)

(* A peer takes its host's table and reports it.  One that is promised     *)
(* does not: its vote speaks of the table that it had.                     *)
TakeTable(p) ==
  /\ p \in up /\ mode[p] = "follow"
  /\ prom[p] = ep[p] \/ Broken("promisedTakesTable")
  /\ \E m \in Msgs("op") :
       /\ m.e = ep[p] /\ m.from = host[p] /\ Newer(m.tab, tab[p])
       /\ tab' = [tab EXCEPT ![p] = m.tab]
       /\ mode' = [mode EXCEPT ![p] = IF p \in Present(m.tab) THEN "follow" ELSE "out"]
       /\ msgs' = msgs \cup {[t |-> "rep", e |-> ep[p], from |-> p, tab |-> m.tab]}
  /\ UNCHANGED <<up, ep, prom, host, st, lim, inc, wit, safe, lost, left>>

(* Presence: the witness acknowledges a table like any voter (8.3).        *)
WitnessTakesTable ==
  /\ WitnessKey
  /\ \E m \in Msgs("op") :
       /\ m.e = wit.ep /\ Newer(m.tab, wit.t)
       /\ wit.e <= wit.ep \/ Broken("promisedTakesTable")
       /\ wit' = [wit EXCEPT !.t = m.tab, !.over = @ \ Present(m.tab)]
       /\ msgs' = msgs \cup {[t |-> "rep", e |-> m.e, from |-> W, tab |-> m.tab]}
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, safe, lost, left>>

(* Whether a majority of the others holds that table, in which p joined.   *)
OthersHold(op, p) ==
  LET holders == {op.from} \cup {m.from : m \in {r \in Msgs("rep") :
                                        r.e = op.e /\ ~ Newer(op.tab, r.tab)}}
  IN  Majority(Cardinality((holders \cap Voters(op.tab)) \ {p}),
               Cardinality(Voters(op.tab) \ {p}))

(* Welcome: a process is let in with the table that seats it (1.4), once   *)
(* a majority of the others holds that.  What it voted for is remembered as*)
(* long as the process lives.                                              *)
Welcome(p) ==
  /\ p \in up /\ mode[p] = "out"
  /\ \E m \in Msgs("op") :
       /\ p \in Present(m.tab) /\ m.tab.s[p] >= inc[p]
       /\ m.e >= ep[p] /\ Newer(m.tab, tab[p]) /\ m.from /= p
       /\ OthersHold(m, p) \/ Broken("earlyWelcome")
       /\ m.e >= prom[p] \/ Broken("adoptsBelowPromise")
       /\ ep' = [ep EXCEPT ![p] = m.e]
       /\ prom' = [prom EXCEPT ![p] = Max({prom[p], m.e})]
       /\ host' = [host EXCEPT ![p] = m.from]
       /\ tab' = [tab EXCEPT ![p] = m.tab]
       /\ st' = [st EXCEPT ![p] = NoState]
       /\ lim' = [lim EXCEPT ![p] = 0]
       /\ mode' = [mode EXCEPT ![p] = "follow"]
       /\ msgs' = msgs \cup {[t |-> "rep", e |-> m.e, from |-> p, tab |-> m.tab]}
  /\ UNCHANGED <<up, inc, wit, safe, lost, left>>

(* As implemented: the host takes a restarted peer, which has nothing yet, *)
(* for a holder of its table.                                              *)
CountRestartedAsHolder(h) ==
  /\ Broken("restartedCounts") /\ h \in up /\ mode[h] = "host"
  /\ \E p \in Present(tab[h]) \cap up :
       /\ mode[p] = "out" /\ tab[p] = NoTable
       /\ msgs' = msgs \cup {[t |-> "rep", e |-> ep[h], from |-> p, tab |-> tab[h]]}
       /\ msgs' /= msgs
  /\ UNCHANGED <<up, ep, prom, mode, host, tab, st, lim, inc, wit, safe, lost, left>>

-----------------------------------------------------------------------------
(* Hand-over (6.1).                                                        *)

HandOver(h) ==
  /\ h \in up /\ mode[h] = "host" /\ left.ho > 0 /\ prom[h] + 1 \in Epochs
  /\ h \in Present(tab[h])
  /\ \E c \in Present(tab[h]) \ {h}, ahead \in {0, 1} :
       LET last == Len(st[h].h) + ahead
       IN  /\ lim' = [lim EXCEPT ![h] = last]
           /\ msgs' = msgs \cup
                {[t |-> "ho", e |-> ep[h], ne |-> prom[h] + 1, from |-> h, c |-> c,
                  last |-> last],
                 VoteOf(h, prom[h] + 1, c, last)}
  /\ prom' = [prom EXCEPT ![h] = @ + 1]
  /\ mode' = [mode EXCEPT ![h] = "handing"]
  /\ left' = [left EXCEPT !.ho = @ - 1]
  /\ UNCHANGED <<up, ep, host, tab, st, inc, wit, safe, lost>>

(* Voters vote at once, the successor for itself, and still take states up *)
(* to the last tick.                                                       *)
FollowHandOver(p) ==
  /\ p \in up /\ mode[p] = "follow" /\ p \in Present(tab[p])
  /\ \E m \in Msgs("ho") :
       /\ m.e = ep[p] /\ m.from = host[p] /\ m.ne > prom[p] /\ m.c \in Present(tab[p])
       /\ prom' = [prom EXCEPT ![p] = m.ne]
       /\ lim' = [lim EXCEPT ![p] = m.last]
       /\ msgs' = msgs \cup {VoteOf(p, m.ne, m.c, m.last)}
  /\ UNCHANGED <<up, ep, mode, host, tab, st, inc, wit, safe, lost, left>>

(* Not announced in time: the host stops, to claim the next epoch itself.  *)
HandOverFails(h) ==
  /\ h \in up /\ mode[h] = "handing"
  /\ mode' = [mode EXCEPT ![h] = "isolated"]
  /\ lim' = [lim EXCEPT ![h] = 0]
  /\ UNCHANGED <<up, ep, prom, host, tab, st, inc, wit, msgs, safe, lost, left>>

-----------------------------------------------------------------------------
(* Failures.                                                               *)

Crash(p) ==
  /\ p \in up /\ left.crash > 0
  /\ up' = up \ {p}
  /\ left' = [left EXCEPT !.crash = @ - 1]
  /\ UNCHANGED <<ep, prom, mode, host, tab, st, lim, inc, wit, msgs, safe, lost>>

(* A new process under the old key: it has forgotten everything.           *)
Restart(p) ==
  /\ p \in Peers \ up /\ left.restart > 0
  /\ up' = up \cup {p}
  /\ ep' = [ep EXCEPT ![p] = 0]
  /\ prom' = [prom EXCEPT ![p] = 0]
  /\ mode' = [mode EXCEPT ![p] = "out"]
  /\ host' = [host EXCEPT ![p] = 0]
  /\ tab' = [tab EXCEPT ![p] = NoTable]
  /\ st' = [st EXCEPT ![p] = NoState]
  /\ lim' = [lim EXCEPT ![p] = 0]
  /\ inc' = [inc EXCEPT ![p] = 1 + Max({m.tab.n : m \in Msgs("op")})]
  /\ left' = [left EXCEPT !.restart = @ - 1]
  /\ UNCHANGED <<wit, msgs, safe, lost>>

-----------------------------------------------------------------------------
Next ==
  \/ WitnessAdopts \/ WitnessTakesTable \/ WitnessIsFreed
  \/ \E p \in Peers :
       \/ Produce(p) \/ TakeState(p) \/ MakeSafe(p)
       \/ LeaseRanOut(p) \/ LeaseBack(p)
       \/ Vote(p) \/ WitnessVotes(p) \/ WitnessCountsOut(p) \/ Withdraw(p)
       \/ Announce(p) \/ Adopt(p)
       \/ Join(p) \/ Leave(p) \/ CountWitness(p) \/ TakeTable(p) \/ Welcome(p)
       \/ CountRestartedAsHolder(p)
       \/ HandOver(p) \/ FollowHandOver(p) \/ HandOverFails(p)
       \/ Crash(p) \/ Restart(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold in every state.                                          *)

OneHostPerEpoch ==
  \A a, b \in Msgs("ann") : a.e = b.e => a.from = b.from

VotesOncePerEpoch ==
  \A a, b \in Msgs("vote") :
    (a.v /= W /\ a.v = b.v /\ a.j = b.j /\ a.e = b.e) => a.c = b.c

WitnessVotesOnce ==
  \A a, b \in {m \in Msgs("vote") : m.v = W} :
    a.e = b.e => (a.c = b.c \/ IsWithdrawn(a.e, a.c) \/ IsWithdrawn(b.e, b.c))

(* Two hosts may believe in themselves for a while; but only one of them   *)
(* can still find a standby that would take a state from it.               *)
MayMakeSafe(p, without) ==
  /\ p \in up \ without /\ mode[p] \in {"host", "handing"} /\ MayCount(p)
  /\ \E s \in (StandbysOf(tab[p], p) \cap up) \ without :
       /\ mode[s] = "follow" /\ ep[s] = ep[p] /\ host[s] = p
       /\ prom[s] = ep[p] \/ lim[s] = 99

(* Those who were counted out after epoch e, and those of the other ranges,*)
(* are parts of their own.                                                 *)
OutAfter(e) == UNION {a.out : a \in {m \in Msgs("ann") : m.e > e}}

OneMayMakeSafe ==
  /\ Cardinality({p \in Peers : MayMakeSafe(p, OutAfter(ep[p]))}) <= 1
  /\ \A r \in {RangeOf(e) : e \in Epochs} :
       Cardinality({p \in Peers : RangeOf(ep[p]) = r /\ MayMakeSafe(p, {})}) <= 1

NoSafeInputLost == lost = {}

NoInputTwice ==
  \A p \in Peers : \A i, j \in DOMAIN st[p].h : st[p].h[i] = st[p].h[j] => i = j
=============================================================================
