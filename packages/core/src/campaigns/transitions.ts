import * as E from 'fp-ts/lib/Either.js';
import type { Campaign, CampaignState } from './campaign.js';

/** The states that a caller can request. */
export type RequestedState = Extract<CampaignState, 'VALIDATED' | 'RUNNING' | 'PAUSED' | 'CANCELLED'>;

/** The campaign cannot change to the requested state from its current one. Nothing was changed. */
export interface StateNotAllowed {
  readonly _tag: 'StateNotAllowed';
  readonly from: CampaignState;
  readonly to: RequestedState;
  /** The broken rule in words: "only a DRAFT can be validated". */
  readonly rule: string;
}

/** There is no campaign with this id. */
export interface CampaignNotFound {
  readonly _tag: 'CampaignNotFound';
  readonly campaignId: string;
}

/** The part of a campaign that a transition changes. */
export type Standing = Pick<Campaign, 'state' | 'validating'>;

/**
 * Returns the campaign's state after a caller's request, or StateNotAllowed. A request for the current state changes nothing. A
 * request for VALIDATED starts a dry run, which sets that state when it ends.
 */
export const standingAfter =
  (to: RequestedState, { skipValidation }: { readonly skipValidation: boolean }) =>
  (campaign: Campaign): E.Either<StateNotAllowed, Standing> => {
    const { state, validating, rows } = campaign;
    const refused = (rule: string) => E.left({ _tag: 'StateNotAllowed' as const, from: state, to, rule });
    if (rows === null) return refused('its rows are still being loaded');
    if (state === to) return E.right({ state, validating });
    switch (to) {
      case 'VALIDATED':
        return state === 'DRAFT' ? E.right({ state, validating: true }) : refused('only a DRAFT can be validated');
      case 'RUNNING':
        if (state === 'VALIDATED' || state === 'PAUSED') return E.right({ state: to, validating: false });
        if (state !== 'DRAFT') return refused('it has ended');
        return skipValidation
          ? E.right({ state: to, validating: false })
          : refused('a DRAFT must be validated first, unless skipValidation is true');
      case 'PAUSED':
        return state === 'RUNNING'
          ? E.right({ state: to, validating: false })
          : refused('only a RUNNING campaign can be paused');
      case 'CANCELLED':
        return state === 'COMPLETED' ? refused('it has ended') : E.right({ state: to, validating: false });
    }
  };

/** Returns the campaign's state after the last row: VALIDATED after a dry run, COMPLETED after a run. */
export const standingWhenDone = ({ state, validating }: Standing): Standing => {
  if (state === 'DRAFT' && validating) return { state: 'VALIDATED', validating: false };
  return state === 'RUNNING' ? { state: 'COMPLETED', validating: false } : { state, validating };
};

/** Returns whether the rows of a campaign are validated or run at `at`; null if neither. */
export const phaseOf = (
  { state, validating, rows, startAt }: Pick<Campaign, 'state' | 'validating' | 'rows' | 'startAt'>,
  at: string,
): 'validate' | 'run' | null => {
  if (rows === null) return null;
  if (state === 'DRAFT' && validating) return 'validate';
  return state === 'RUNNING' && (startAt === null || startAt <= at) ? 'run' : null;
};
