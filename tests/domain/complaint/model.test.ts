import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ComplaintEvent, PathQuality } from '../../../server/domain/complaint/event.ts';
import {
  mayAnswer,
  mayEscalate,
  mayMoveMediation,
  mayReact,
  mayRefer,
} from '../../../server/domain/complaint/move.ts';
import { levelOf, type PathEvent, pathOf } from '../../../server/domain/complaint/path.ts';
import { stepsOf } from '../../../server/domain/complaint/step.ts';
import { answered, escalated, given, PARIS, voided } from './story.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-03-03T09:00:00Z');

/** A complaint that somebody plays with: every move is asked first, as a command would. */
class Played {
  readonly events: PathEvent[] = [];
  readonly levels: number[] = [1];
  /** Rights that were open once, by level, and may only be used, or run out by law. */
  readonly opened = new Set<2 | 3>();
  now = START;
  #answers = 0;

  constructor(quality: PathQuality) {
    const data = { quality, means: 'portal', received_on: '2026-03-03' } as const;
    this.events.push({ type: 'complaint_lodged', data, at: new Date(START) });
  }

  get path() {
    return pathOf(this.events, PARIS);
  }

  #happen(event: ComplaintEvent) {
    this.events.push({ ...event, at: new Date(this.now) });
    const level = levelOf(this.path);
    if (level !== this.levels.at(-1)) this.levels.push(level);
  }

  play(move: number, wait: number) {
    this.now += wait * DAY;
    const at = new Date(this.now);
    const level = this.path.stages.length as 1 | 2;
    if (move === 0 && mayAnswer(this.path, level).ok) {
      this.#answers += 1;
      this.#happen(answered(level, this.#answers));
    } else if (move === 1 && this.#answers > 0) this.#happen(given(this.#answers));
    else if (move === 2 && this.#answers > 0) this.#happen(voided(this.#answers));
    else if (move === 3 && mayEscalate(this.path, at).ok) {
      this.#happen(escalated(at.toISOString().slice(0, 10)));
    } else if (move === 4 && mayRefer(this.path, at).ok) {
      this.#happen({ type: 'mediation_referred', data: { on: at.toISOString().slice(0, 10) } });
    } else if (move === 5 && mayReact(this.path, level).ok) {
      this.#happen({ type: 'complaint_reaction', data: { level, satisfied: false } });
    } else if (move === 6 && mayMoveMediation(this.path, 'mediation_admissibility').ok) {
      this.#happen({ type: 'mediation_admissibility', data: { admissible: true } });
    }
  }
}

const quality = fc.constantFrom<PathQuality>('consumer', 'professional');
const moves = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1, 10, 29, 30, 31, 200)),
  { maxLength: 40 },
);

test('no sequence of moves takes a professional to the mediator, or skips a level', () => {
  fc.assert(
    fc.property(quality, moves, (who, played) => {
      const complaint = new Played(who);
      for (const [move, wait] of played) complaint.play(move, wait);
      expect(complaint.levels).toEqual([1, 2, 3].slice(0, complaint.levels.length));
      if (who === 'professional') expect(complaint.levels).not.toContain(3);
    }),
    { numRuns: 500 },
  );
});

test('the silence of a level opens the next for good, whatever is answered afterwards', () => {
  fc.assert(
    fc.property(moves, (played) => {
      const complaint = new Played('consumer');
      let silent = false;
      for (const [move, wait] of played) {
        complaint.play(move, wait);
        const steps = stepsOf(complaint.path, new Date(START), new Date(complaint.now));
        const [, second] = steps;
        if (silent) expect(['open', 'taken']).toContain(second.state);
        silent ||= second.state === 'open' && second.why === 'unanswered';
      }
    }),
    { numRuns: 500 },
  );
});
