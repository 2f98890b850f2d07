import { exponentialBackoff } from './background-loop.js';

/**
 * The pause after a pass, in ms for each message beyond `from`. A pass of five messages costs nearly as much as one of a hundred,
 * here and in the broker. With the pause, passes hold hundreds of messages at some thousands a second, and single ones at low rates.
 * A nudge after a commit ends the pause.
 */
const afterMessages = { from: 30, perMessage: 0.8, longest: 50 };

/** The pauses before a poll in ms. The first need not be short, because commits are announced: a poll would delay the readers of what was published. */
const shortestMs = 10;
const longestMs = 250;
/** While announcements arrive, polls only limit the delay of a lost one. A poll costs about 1 ms of CPU time, here and in PostgreSQL. */
const longestAnnouncedMs = 1000;

/** The pauses between the passes of one topic's relay. */
export interface RelayPacing {
  /** Call it when a commit is announced. */
  readonly announced: () => void;
  /** Call it when a pass begins. */
  readonly passBegins: () => void;
  /** Call it with the number of messages that a pass has published. */
  readonly passEnds: (published: number) => void;
  /** Returns the ms to the next pass without an announcement. `idlePasses` is the number of passes in a row that found nothing. */
  readonly pauseMs: (idlePasses: number) => number;
}

/** Announcements count as heard while the passes that find messages are those that follow an announcement. */
export const relayPacing = (): RelayPacing => {
  let published = 0;
  let isAnnounced = false;
  let followsAnnouncement = false;
  let areHeard = false;
  return {
    announced: () => {
      isAnnounced = true;
    },
    passBegins: () => {
      followsAnnouncement = isAnnounced;
      isAnnounced = false;
    },
    passEnds: (count) => {
      published = count;
      if (count > 0) areHeard = followsAnnouncement;
    },
    pauseMs: (idlePasses) =>
      Math.max(
        Math.min(afterMessages.longest, (published - afterMessages.from) * afterMessages.perMessage),
        exponentialBackoff({ shortest: shortestMs, longest: areHeard ? longestAnnouncedMs : longestMs }, idlePasses),
      ),
  };
};
