// Types into an attempt as fast as it can and says what was acknowledged, until it is killed: see kill.test.ts.
// Arguments: the data folder, the attempt (or `new`), the first number to type.
import { writeSync } from 'node:fs';
import { echoLab, FIGURE, must, typed } from './echo-lab.ts';

const [folder = '', name = '', first = '1'] = process.argv.slice(2);
const { attempts } = echoLab(folder);
const live = must(name === 'new' ? await attempts.start(FIGURE.id) : await attempts.open(name));
writeSync(1, `${live.attempt}\n`);
for (let n = Number(first); ; n++) {
  must(await live.submit(0, typed(`line ${n}`)));
  writeSync(1, `${n}\n`);
}
