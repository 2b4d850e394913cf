import { createRunner } from '../../server/commands/runner.ts';
import { makeCaseFile } from '../../server/jobs/handlers/make-case-file.ts';
import { connect } from '../../server/store/connect.ts';
import { makerOf } from '../support/case-file.ts';
import { testHouse } from '../support/house.ts';

/** Makes one case file in a process of its own, and tells by how many bytes that made it grow. */
const [url = '', id = '', warm = ''] = process.argv.slice(2);
const knex = connect(url, { max: 2 });
const house = testHouse();
const clock = () => new Date('2026-03-04T08:00:00.000Z');
const run = createRunner({ database: knex, clock, house, publish: () => {} });
const maker = makerOf({ knex, run, house });
// what any making needs, however large: the fonts, the program itself
await makeCaseFile(maker, Number(warm));
const before = process.resourceUsage().maxRSS;
await makeCaseFile(maker, Number(id));
process.stdout.write(`${(process.resourceUsage().maxRSS - before) * 1024}\n`);
await knex.destroy();
