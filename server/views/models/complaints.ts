/** What a step of the path says: words of `complaints.path`, with a day of the provider's zone. */
export interface PathLine {
  key: string;
  /** `YYYY-MM-DD`; null where the words tell of none. */
  day: string | null;
}

/**
 * Where a step is: `running` and `late` are the provider's or the mediator's turn, `open` is the
 * customer's to take, `missed` was left without an answer and the complaint went on.
 */
export type PathStepState = 'done' | 'running' | 'late' | 'missed' | 'open' | 'later' | 'closed';

export interface PathStep {
  name: 'received' | 'level_1' | 'level_2' | 'mediator' | 'court';
  state: PathStepState;
  /** Who answers there. */
  who: string | null;
  lines: PathLine[];
}

/** `complaints/_path`: a complaint's path as it explains itself, in words for every reader. */
export interface ComplaintPathView {
  steps: PathStep[];
}
