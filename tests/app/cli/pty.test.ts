// Does `pidnest shell` behave in a real terminal, and give it back as it was, however it ends?
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BuiltCli } from '../../support/built-cli.ts';
import { builtCli } from '../../support/built-cli.ts';
import { noPtyBecause, Pty } from '../../support/pty.ts';

const reason = noPtyBecause();
const PROMPT = /root@lab:~# $/;
const GIVEN_BACK = /\[icanon echo\]/;

describe.skipIf(reason !== null)(
  `the shell in a terminal${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let cli: BuiltCli;
    const open: Pty[] = [];
    beforeAll(async () => {
      cli = await builtCli();
    });
    afterAll(() => {
      cli.remove();
    });
    afterEach(() => {
      for (const pty of open.splice(0)) pty.kill();
    });

    /** At its prompt; once it has ended, what is set of the terminal is printed. */
    async function sitDown(): Promise<Pty> {
      const settings = `stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo | sort -r | tr '\\n' ' '`;
      const command = `"${process.execPath}" "${cli.file}" shell --world 4.1; code=$?; echo "[$(${settings})]" | sed 's/ ]/]/'; exit $code`;
      const pty = new Pty(command, cli.folder, { PIDNEST_HOME: `${cli.folder}/home` });
      open.push(pty);
      await pty.shows(PROMPT);
      return pty;
    }

    test('types, completes, recalls, and ends with Ctrl-D', async () => {
      const pty = await sitDown();
      pty.type('echo one\r');
      let at = await pty.shows(/\none\n.*# $/);
      pty.type('unsh\t--version\r');
      at = await pty.shows(/unshare --version\nunshare from util-linux.*\n.*# $/, at);
      pty.type('\x1b[A\x1b[A\r');
      at = await pty.shows(/echo one\none\n.*# $/, at);
      pty.type('\x04');
      await pty.shows(GIVEN_BACK, at);
      expect(await pty.ended).toBe(0);
    });

    test('gives a program that reads keys each key as it is pressed', async () => {
      const pty = await sitDown();
      pty.type('read -n 1 -p "go on? " answer\r');
      await pty.shows(/go on\? $/);
      pty.type('y');
      const at = await pty.shows(/go on\? y.*# $/);
      pty.type('echo "<$answer>"\r');
      await pty.shows(/<y>\n.*# $/, at);
    });

    test('interrupts a program with Ctrl-C, and gives up a line that takes its time', async () => {
      const pty = await sitDown();
      pty.type('sleep 1000\r');
      await pty.shows(/sleep 1000\n$/);
      pty.type('\x03');
      let at = await pty.shows(/\^C\n.*# $/);
      pty.type('echo $?\r');
      at = await pty.shows(/\n130\n.*# $/, at);
      pty.type('while unshare --fork --pid true; do :; done\r');
      at = await pty.shows(/Still working: [\d,]+ events so far\. Ctrl-C stops it\./, at);
      pty.type('\x03');
      at = await pty.shows(/never been typed\.\n.*# while unshare --fork --pid true; do :; done$/, at);
      pty.type('\x15echo still here\r');
      at = await pty.shows(/\nstill here\n.*# $/, at);
      pty.type('exit 3\r');
      await pty.shows(GIVEN_BACK, at);
    });

    test('tells its size to the machine', async () => {
      const pty = await sitDown();
      pty.type('stty size\r');
      let at = await pty.shows(/\n24 80\n.*# $/);
      pty.resize(47, 11);
      // The signal and what is typed come by different ways.
      let told = '';
      for (let times = 0; times < 20 && told !== '11 47'; times += 1) {
        pty.type('stty size\r');
        const from = at;
        at = await pty.shows(/\n\d+ \d+\n.*# $/, from);
        told = /\n(\d+ \d+)\n.*# $/.exec(pty.text.slice(from, at))?.[1] ?? '';
      }
      expect(told).toBe('11 47');
      pty.type('exit\r');
      await pty.shows(GIVEN_BACK, at);
    });

    test('survives whatever bytes are typed', async () => {
      const pty = await sitDown();
      pty.type(
        '\x00\x01\x1b[999;999H\x1b]0;owned\x07\x1b[200~pasted\x1b[201~\xff\ufffd\u202e\x7f\x17\x15\x1b[6n\x1bO',
      );
      pty.type('\x15\r\x15echo al""ive\r');
      const at = await pty.shows(/\nalive\n.*# $/);
      expect(pty.written).not.toContain('\x1b]0;');
      pty.type('\x15exit\r');
      await pty.shows(GIVEN_BACK, at);
    });

    test('ends when nobody types any more, and when it is told to, and gives the terminal back', async () => {
      const quiet = await sitDown();
      quiet.hangUp();
      await quiet.shows(GIVEN_BACK);
      await quiet.ended;
      const told = await sitDown();
      told.type('echo $((1+1))\r');
      const at = await told.shows(/\n2\n.*# $/);
      told.signal('SIGTERM');
      await told.shows(GIVEN_BACK, at);
      expect(await told.ended).toBe(143);
    });
  },
);
