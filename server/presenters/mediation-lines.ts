import type { Mediation } from '../domain/complaint/mediation.ts';
import type { PathLine, PathStep } from '../views/models/complaints.ts';

/** How far a mediation is, each thing with its day (P3, R612-5). */
export function mediationLines(mediation: Mediation): Pick<PathStep, 'state' | 'lines'> {
  const { referredOn, admissible, notifiedOn, limit, proposedOn, accepted, ending } = mediation;
  const lines: PathLine[] = [{ key: 'mediation.referred', day: referredOn }];
  const say = (key: string, day: string | null = null) =>
    lines.push({ key: `mediation.${key}`, day });
  if (admissible === true && notifiedOn === null) say('admissible');
  if (notifiedOn !== null) say('notified', notifiedOn);
  if (ending === null && limit !== null) say('until', limit.lastDay);
  if (proposedOn !== null) say('proposed', proposedOn);
  for (const by of ['customer', 'provider'] as const) {
    const said = accepted[by];
    if (said !== null) say(`${said ? 'accepted' : 'refused'}_${by}`);
  }
  if (ending !== null) say(`ending.${ending}`);
  return { state: ending === null ? 'running' : 'done', lines };
}
