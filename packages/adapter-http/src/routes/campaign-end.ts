import { setTimeout as pause } from 'node:timers/promises';
import {
  type Campaign,
  CampaignOrder,
  mostOrderedRows,
  moveCampaign,
  rejected,
  type Rejected,
  type RowResult,
  type StoreFailure,
} from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { CampaignRefusal } from '../problem-mapping.js';
import type { CampaignDeps } from './campaign-entry.js';

/** The polling interval of a campaign whose end is awaited, in milliseconds. */
const lookEveryMs = 50;

/**
 * Whether the end of this campaign can be awaited. An invalid order passes, so that it is refused for its own
 * violations.
 */
export const awaitable = (body: unknown): E.Either<Rejected, void> => {
  const order = decode(CampaignOrder)(body);
  if (E.isLeft(order)) return E.right(undefined);
  const { rows, startAt } = order.right;
  const violations = [
    ...(rows === undefined ? [{ pointer: '/rows', rule: 'is mandatory with wait=true' }] : []),
    ...(startAt === undefined ? [] : [{ pointer: '/startAt', rule: 'must be left out with wait=true' }]),
  ];
  return violations.length === 0 ? E.right(undefined) : E.left(rejected({ _tag: 'InvalidRequest', violations }));
};

interface Ended {
  readonly campaign: Campaign;
  /** The results so far; complete when the campaign is COMPLETED. */
  readonly rows: ReadonlyArray<RowResult>;
}

/**
 * Starts a new campaign and waits for its end until the deadline. A campaign that another caller has already moved is
 * not started.
 */
export const runToEnd =
  ({ campaigns, onMove = () => undefined }: CampaignDeps, deadline: number) =>
  (placed: Campaign): TaskEither<Rejected | CampaignRefusal | StoreFailure, Ended> =>
  async () => {
    const { campaignId } = placed;
    let campaign = placed;
    if (placed.state === 'DRAFT') {
      const moved = await moveCampaign({ campaigns })(campaignId, { state: 'RUNNING', skipValidation: true })();
      if (E.isLeft(moved)) return moved;
      campaign = moved.right;
      onMove();
    }
    while (campaign.state === 'RUNNING' && Date.now() + lookEveryMs < deadline) {
      await pause(lookEveryMs);
      const found = await campaigns.find(campaignId)();
      if (E.isLeft(found)) return found;
      campaign = O.getOrElse(() => campaign)(found.right);
    }
    const results = await campaigns.results(campaignId, { outcome: null, after: 0, limit: mostOrderedRows })();
    return E.map((rows: ReadonlyArray<RowResult>) => ({ campaign, rows }))(results);
  };
